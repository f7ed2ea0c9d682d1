package org.harborlight.standalone.pki;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.directory.OperatorSet;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.service.OperatorKeys;

/**
 * The operators of an exchange on one machine. With whom its directory began never changes, and stands in a folder of public
 * keys from the first start on; the private keys are those that lie in the keys folder, and may be others once operators have
 * been replaced. Immutable.
 *
 * @param keys private keys that are here, by id
 * @param begunWith public keys that every service is configured with, each of which signed the first entry
 */
public record LocalOperators(List<SigningKey> keys, List<PublicKeyEntry> begunWith) {
    private static final String FIRST = "operator-1";
    private static final String SECOND = "operator-2";
    private static final String KEY_FILE = "operator-*.pem";

    public LocalOperators {
        keys = List.copyOf(keys);
        begunWith = List.copyOf(begunWith);
    }

    /** Makes two keys for a new exchange; one that began with a single key stays so. */
    static LocalOperators open(Path folder, Path publicFolder, SecureRandom random) {
        List<PublicKeyEntry> begun = publicKeys(publicFolder);
        if (!begun.isEmpty()) {
            return new LocalOperators(privateKeys(folder), begun);
        }
        boolean beganWithOne =
                Files.exists(folder.resolve(FIRST + ".pem")) && !Files.exists(folder.resolve(SECOND + ".pem"));
        if (!beganWithOne) {
            KeyFiles.signingKey(folder.resolve(SECOND + ".pem"), SECOND, random);
        }
        KeyFiles.signingKey(folder.resolve(FIRST + ".pem"), FIRST, random);
        List<SigningKey> keys = privateKeys(folder);
        return new LocalOperators(
                keys,
                keys.stream()
                        .filter(key -> List.of(FIRST, SECOND).contains(key.keyId()))
                        .map(key -> key.publicEntry(Instant.EPOCH))
                        .toList());
    }

    /** The private operator keys of a keys folder. */
    public static List<SigningKey> privateKeys(Path folder) {
        return files(folder).stream().map(KeyFiles::readSigningKey).toList();
    }

    /**
     * Those of the keys here that count for these operators.
     *
     * @throws IllegalStateException where they are fewer than must sign
     */
    public List<SigningKey> signers(OperatorSet operators) {
        List<SigningKey> signers = keys.stream()
                .filter(key -> operators.has(key.publicEntry(Instant.EPOCH)))
                .toList();
        if (signers.size() < operators.threshold()) {
            throw new IllegalStateException(operators.threshold() + " of the operator keys "
                    + String.join(", ", operators.keyIds()) + " must sign what is new in the directory, and "
                    + signers.size() + " of them lie in the keys folder: put them back");
        }
        return signers;
    }

    private static List<PublicKeyEntry> publicKeys(Path folder) {
        List<String> problems = new ArrayList<>();
        List<PublicKeyEntry> keys = OperatorKeys.read(files(folder), problems);
        if (!problems.isEmpty()) {
            throw new IllegalStateException(String.join("; ", problems));
        }
        return keys;
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            var matcher = folder.getFileSystem().getPathMatcher("glob:" + KEY_FILE);
            return files.filter(file -> matcher.matches(file.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder, e);
        }
    }
}
