package org.harborlight.standalone.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.harborlight.schemas.envelope.Sha256;
import org.harborlight.standalone.partner.CaseEvidence;
import org.harborlight.standalone.partner.DeliveryCheck;
import org.harborlight.standalone.partner.DeliveryVerifier;
import org.harborlight.standalone.partner.InboxCursor;
import org.harborlight.standalone.partner.ReceivingSystem;
import org.harborlight.standalone.partner.SectionOpener;
import org.harborlight.standalone.pki.SecretFiles;

/**
 * A desk's cases as files that only their owner can read: {@code case-<id>.html} and {@code case-<id>.json}, and below
 * {@code deliveries} every version as it came, out of which the page is made anew each time. Once a delivery is taken it
 * survives a crash. One process at a time; for one thread.
 */
public final class CaseFolder implements ReceivingSystem.Desk, InboxCursor, AutoCloseable {
    private static final String JSON = ".json";

    private final Path folder;
    private final FileChannel lock;
    private final DeliveryVerifier verifier;
    private final Optional<SectionOpener> opener;
    private final ZoneId zone;

    private CaseFolder(
            Path folder, FileChannel lock, DeliveryVerifier verifier, Optional<SectionOpener> opener, ZoneId zone) {
        this.folder = folder;
        this.lock = lock;
        this.verifier = verifier;
        this.opener = opener;
        this.zone = zone;
    }

    /**
     * Makes the folder where it is missing, and locks it.
     *
     * @param opener with the desk's sealing key; without it sections stay closed
     * @param zone the desk's own time
     * @throws IllegalArgumentException when others can look into the folder, or another process uses it
     */
    public static CaseFolder open(Path folder, DeliveryVerifier verifier, Optional<SectionOpener> opener, ZoneId zone) {
        Path made = SecretFiles.createFolder(folder.toAbsolutePath().normalize());
        if (!SecretFiles.isPrivate(made)) {
            throw new IllegalArgumentException(
                    made + " is open to others, and cases are not for them: chmod 700 it, or name another folder");
        }
        try {
            FileChannel channel = FileChannel.open(
                    made.resolve(".lock"),
                    java.util.Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                    SecretFiles.ownerOnly());
            if (tryLock(channel).isEmpty()) {
                channel.close();
                throw new IllegalArgumentException(made + " is in use by another `case pull`");
            }
            return new CaseFolder(made, channel, verifier, opener, zone);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use the folder " + made, e);
        }
    }

    public Path page(String caseId) {
        return folder.resolve("case-" + caseId + ".html");
    }

    public Path json(String caseId) {
        return folder.resolve("case-" + caseId + JSON);
    }

    @Override
    public void take(DeliveryCheck.Genuine genuine, byte[] body, Instant at) {
        String caseId = genuine.delivery().getCaseId();
        Path versions = versions(caseId);
        SecretFiles.writeDurably(versions.resolve(genuine.delivery().getDeliveryId() + JSON), body);
        CaseView view = view(versions, at);
        SecretFiles.writeDurably(
                json(caseId), view.current().getFirst().version().json());
        SecretFiles.writeDurably(page(caseId), new CasePage(zone, at).of(view).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void refused(String reason, byte[] body) {
        SecretFiles.writeDurably(unverified(body), body);
    }

    /** Where a delivery is kept that is not to be believed, for whoever looks into it. */
    public Path unverified(byte[] body) {
        return folder.resolve("unverified").resolve(Sha256.hex(body).substring(0, 32) + JSON);
    }

    @Override
    public Optional<String> load() {
        Path file = cursor();
        return Files.isRegularFile(file)
                ? Optional.of(SecretFiles.read(file).strip()).filter(text -> !text.isEmpty())
                : Optional.empty();
    }

    @Override
    public void save(String cursor) {
        SecretFiles.writeDurably(cursor(), (cursor + "\n").getBytes(StandardCharsets.UTF_8));
    }

    public Path cursor() {
        return folder.resolve("cursor");
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot release the folder " + folder, e);
        }
    }

    private Path versions(String caseId) {
        return folder.resolve("deliveries").resolve(caseId);
    }

    private CaseView view(Path versions, Instant at) {
        List<Version> verified = new ArrayList<>();
        int unverified = 0;
        for (Path file : files(versions)) {
            byte[] body = read(file);
            switch (verifier.verify(body, at)) {
                case DeliveryCheck.Genuine genuine -> verified.add(new Version(genuine, body));
                case DeliveryCheck.Refused _ -> unverified++;
            }
        }
        return CaseView.of(verified, unverified, this::snapshot);
    }

    private Snapshot snapshot(Version version) {
        SectionOpener.Opened opened = opener.map(with -> with.open(version.genuine()))
                .orElseGet(() -> SectionOpener.closed(version.genuine(), "no-sealing-key"));
        return new Snapshot(version, opened, new CaseEvidence(Optional.empty()).of(version.genuine()));
    }

    private static List<Path> files(Path versions) {
        try (Stream<Path> files = Files.list(versions)) {
            return files.filter(file -> file.toString().endsWith(JSON)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + versions, e);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException e) {
            return Optional.empty();
        }
    }
}
