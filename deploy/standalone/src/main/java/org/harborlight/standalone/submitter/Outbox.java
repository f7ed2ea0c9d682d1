package org.harborlight.standalone.submitter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.harborlight.schemas.envelope.Sha256;
import org.harborlight.standalone.pki.SecretFiles;

/**
 * Keeps the exact bytes of every notice before they are sent for the first time, so that a retry repeats them: sealing
 * the same notice again would give other bytes under the same id, which the exchange would have to call a conflict.
 * One file per notice, and one that tells which notice a case file became. Not for several processes at a time.
 */
public final class Outbox {
    private static final String NOTICE = ".notice";

    private final Path folder;

    public Outbox(Path folder) {
        this.folder = folder;
    }

    /** A notice as it is, or will be, sent. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, only carried
    public record Entry(String noticeId, byte[] bytes) {}

    /** What an earlier call made of exactly this case file. */
    public Optional<Entry> find(byte[] caseFile) {
        Path link = link(caseFile);
        if (!Files.isRegularFile(link)) {
            return Optional.empty();
        }
        String noticeId = SecretFiles.read(link).strip();
        try {
            return Optional.of(new Entry(noticeId, Files.readAllBytes(notice(noticeId))));
        } catch (IOException e) {
            throw new UncheckedIOException("the outbox lost notice " + noticeId, e);
        }
    }

    /** Whether a notice with this id was made from any case file. */
    public boolean contains(String noticeId) {
        return Files.isRegularFile(notice(noticeId));
    }

    /** Keeps a notice; once this has returned it survives a crash. */
    public void keep(byte[] caseFile, Entry entry) {
        SecretFiles.write(notice(entry.noticeId()), entry.bytes());
        SecretFiles.write(link(caseFile), entry.noticeId());
    }

    /** Keeps the exchange's receipt beside the notice. */
    public Path keepReceipt(String noticeId, byte[] receipt) {
        Path file = receiptFile(noticeId);
        SecretFiles.write(file, receipt);
        return file;
    }

    /** The receipt that is kept beside a notice. */
    public Optional<byte[]> receipt(String noticeId) {
        Path file = receiptFile(noticeId);
        try {
            return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** Keeps a receipt for a repeat; the first one stays what it is. */
    public void keepLaterReceipt(String noticeId, byte[] receipt) {
        Path first = receiptFile(noticeId);
        SecretFiles.write(Files.exists(first) ? folder.resolve(noticeId + ".receipt-again.json") : first, receipt);
    }

    /** Every notice that has a receipt, in the order of their ids. */
    public List<Entry> accepted() {
        return entries().stream()
                .filter(entry -> Files.isRegularFile(receiptFile(entry.noticeId())))
                .toList();
    }

    /** Every notice that is kept, in the order of their ids. */
    public List<Entry> entries() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Entry> entries = new ArrayList<>();
            for (Path file : files.filter(path -> path.toString().endsWith(NOTICE))
                    .sorted()
                    .toList()) {
                String name = file.getFileName().toString();
                entries.add(new Entry(name.substring(0, name.length() - NOTICE.length()), Files.readAllBytes(file)));
            }
            return List.copyOf(entries);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the outbox " + folder, e);
        }
    }

    private Path receiptFile(String noticeId) {
        return folder.resolve(noticeId + ".receipt.json");
    }

    private Path notice(String noticeId) {
        return folder.resolve(noticeId + NOTICE);
    }

    private Path link(byte[] caseFile) {
        return folder.resolve("from-" + Sha256.hex(caseFile).substring(0, 32));
    }
}
