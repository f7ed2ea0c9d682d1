package org.harborlight.standalone.submitter;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.harborlight.schemas.notice.Finding;

/** Turns a case file into the bytes to send, once; later calls for the same file find those bytes in the outbox. */
public final class NoticePreparation {
    private final SubmitterFolder submitter;
    private final InstantSource clock;

    public NoticePreparation(SubmitterFolder submitter, InstantSource clock) {
        this.submitter = submitter;
        this.clock = clock;
    }

    /**
     * What would be refused; empty when nothing would, or when the file was prepared before.
     *
     * @throws PlainNoticeException when the file is not a notice at all
     */
    public List<Finding> check(byte[] caseFile) {
        if (submitter.outbox().find(caseFile).isPresent()) {
            return List.of();
        }
        return sealing().check(read(caseFile));
    }

    /** The bytes to send; refuses also a notice id that was used for another content. */
    public Outbox.Entry prepare(byte[] caseFile) {
        Outbox outbox = submitter.outbox();
        Optional<Outbox.Entry> earlier = outbox.find(caseFile);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        PlainNotice plain = read(caseFile);
        String noticeId = plain.notice().getNoticeId();
        if (outbox.contains(noticeId)) {
            throw new PlainNoticeException("notice " + noticeId + " was made from another content before; give this one"
                    + " its own id, and kind CORRECTION with refersTo if it restates that one");
        }
        Outbox.Entry entry = new Outbox.Entry(noticeId, sealing().bytes(plain));
        outbox.keep(caseFile, entry);
        return entry;
    }

    private PlainNotice read(byte[] caseFile) {
        return new PlainNoticeJson(submitter.submitterId(), submitter.tokenKey()).read(caseFile, clock.instant());
    }

    private NoticeSealing sealing() {
        return new NoticeSealing(
                submitter.signingKey(),
                submitter
                        .exchangeKeys()
                        .sealingKey()
                        .orElseThrow(() -> new IllegalStateException(
                                submitter.exchangeKeysFile() + " has no sealing key of the exchange")),
                new SecureRandom(),
                clock);
    }
}
