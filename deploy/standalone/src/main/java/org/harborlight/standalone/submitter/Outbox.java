package org.harborlight.standalone.submitter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.harborlight.schemas.envelope.Sha256;
import org.harborlight.standalone.pki.SecretFiles;

/**
 * Keeps the exact bytes of every notice before they are sent for the first time, so that a retry repeats them: sealing
 * the same notice again would give other bytes under the same id, which the exchange would have to call a conflict.
 * One file per notice, and one that tells which notice a case file became. Not for several processes at a time.
 */
public final class Outbox {
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
        Path file = folder.resolve(noticeId + ".receipt.json");
        SecretFiles.write(file, receipt);
        return file;
    }

    private Path notice(String noticeId) {
        return folder.resolve(noticeId + ".notice");
    }

    private Path link(byte[] caseFile) {
        return folder.resolve("from-" + Sha256.hex(caseFile).substring(0, 32));
    }
}
