package org.harborlight.service.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.harborlight.schemas.envelope.Sha256;
import org.harborlight.schemas.tls.RevocationList;
import org.harborlight.schemas.tls.Revocations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest revocation list of each authority that was ever believed. A file that cannot be read or believed changes
 * nothing: the list that is held goes on until its own end. A list older than the one held is refused. For one thread at a
 * time; what it gives out is immutable.
 */
final class LiveRevocations {
    private static final Logger LOG = LoggerFactory.getLogger(LiveRevocations.class);
    private static final int LARGEST_LIST = 32 * 1024 * 1024;
    private static final List<String> ENDINGS = List.of(".crl", ".pem", ".der");

    private final TlsFiles.Lists lists;
    private final Revocations withoutLists;
    private final Map<String, RevocationList> held = new HashMap<>();
    private final Map<Path, String> taken = new HashMap<>();
    private final Set<String> complained = new HashSet<>();
    private Set<String> trustedBefore = Set.of();
    private long refused;
    private boolean failing;

    /** @param withoutLists what counts where no lists are configured */
    LiveRevocations(TlsFiles.Lists lists, Revocations withoutLists) {
        this.lists = lists;
        this.withoutLists = withoutLists;
    }

    /** Reads what has changed, everything where the authorities have, and drops the lists of those trusted no longer. */
    Revocations look(List<X509Certificate> authorities, Instant now) {
        if (lists.paths().isEmpty()) {
            return withoutLists;
        }
        Set<String> trusted = new HashSet<>();
        authorities.forEach(
                authority -> trusted.add(Sha256.hex(authority.getPublicKey().getEncoded())));
        held.keySet().retainAll(trusted);
        if (!trusted.equals(trustedBefore)) {
            taken.clear();
            trustedBefore = trusted;
        }
        failing = false;
        files().forEach(file -> take(file, authorities, now));
        return Revocations.of(held.values(), lists.grace());
    }

    /** How many files were refused, each state of a file once. */
    long refused() {
        return refused;
    }

    /** Whether a file was refused at the last look. */
    boolean failing() {
        return failing;
    }

    private List<Path> files() {
        List<Path> files = new ArrayList<>();
        for (Path path : lists.paths()) {
            if (Files.isDirectory(path)) {
                files.addAll(folder(path));
            } else {
                files.add(path);
            }
        }
        return files;
    }

    private List<Path> folder(Path folder) {
        try (Stream<Path> found = Files.list(folder)) {
            return found.filter(file -> ENDINGS.stream().anyMatch(file.toString()::endsWith))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            refuse(folder, "folder-unreadable", "");
            return List.of();
        }
    }

    private void take(Path file, List<X509Certificate> authorities, Instant now) {
        String digest = "";
        try {
            FileBytes bytes = FileBytes.read(List.of(file), LARGEST_LIST);
            digest = bytes.sha256();
            if (digest.equals(taken.get(file))) {
                return;
            }
            for (RevocationList list : RevocationList.read(bytes.get(0), authorities, now)) {
                RevocationList known = held.get(list.issuerSha256());
                if (known != null && list.olderThan(known)) {
                    throw new IllegalArgumentException("crl-older");
                }
                held.put(list.issuerSha256(), list);
            }
            taken.put(file, digest);
        } catch (TlsRefusedException e) {
            refuse(file, e.reason(), digest);
        } catch (IllegalArgumentException e) {
            refuse(file, String.valueOf(e.getMessage()), digest);
        } catch (RuntimeException e) {
            // The JDK's parser of lists names no other exception for what it trips over.
            refuse(file, "not-a-crl", digest);
        }
    }

    private void refuse(Path file, String reason, String digest) {
        failing = true;
        if (complained.add(file + " " + reason + " " + digest)) {
            refused++;
            LOG.atError()
                    .addKeyValue("file", file)
                    .addKeyValue("reason", reason)
                    .log("revocation list refused");
        }
    }
}
