package org.harborlight.standalone.pki;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.harborlight.schemas.tls.RevokedCertificate;

/** The certificates that an authority has revoked, one a line: serial (hexadecimal), when, reason (number, RFC 5280). */
final class RevokedBook {
    private final Path file;

    RevokedBook(Path file) {
        this.file = file;
    }

    List<RevokedCertificate> all() {
        return Files.exists(file)
                ? SecretFiles.read(file).lines().map(this::parse).toList()
                : List.of();
    }

    /** False when the serial is there already; the first entry stands. */
    boolean add(RevokedCertificate revoked) {
        List<RevokedCertificate> all = new ArrayList<>(all());
        if (all.stream().anyMatch(known -> known.serial().equals(revoked.serial()))) {
            return false;
        }
        all.add(revoked);
        String text = all.stream()
                .map(entry -> entry.serial().toString(16) + " " + entry.at() + " " + entry.reason() + "\n")
                .collect(Collectors.joining());
        SecretFiles.writeDurably(file, text.getBytes(StandardCharsets.UTF_8));
        return true;
    }

    private RevokedCertificate parse(String line) {
        String[] parts = line.split(" ", -1);
        try {
            return new RevokedCertificate(
                    new BigInteger(parts[0], 16), Instant.parse(parts[1]), Integer.parseInt(parts[2]));
        } catch (DateTimeParseException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
            // Going on without the line would let a revoked certificate in again.
            throw new IllegalStateException("damaged: " + file, e);
        }
    }
}
