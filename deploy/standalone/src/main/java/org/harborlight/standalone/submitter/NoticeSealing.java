package org.harborlight.standalone.submitter;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.SignedNotice;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.schemas.notice.Finding;
import org.harborlight.schemas.notice.NoticeChecks;
import org.harborlight.schemas.notice.NoticeLimits;
import org.harborlight.schemas.notice.Submission;

/** Makes the bytes that are sent: checks, seals the sections to the exchange, signs. Thread-safe. */
public final class NoticeSealing {
    private final SigningKey signingKey;
    private final PublicKeyEntry exchangeSealingKey;
    private final SecureRandom random;
    private final NoticeChecks checks;

    public NoticeSealing(
            SigningKey signingKey, PublicKeyEntry exchangeSealingKey, SecureRandom random, InstantSource clock) {
        this.signingKey = signingKey;
        this.exchangeSealingKey = exchangeSealingKey;
        this.random = random;
        this.checks = new NoticeChecks(NoticeLimits.defaults(), clock);
    }

    /** What the exchange would refuse; empty when it would not. */
    public List<Finding> check(PlainNotice plain) {
        return checks.check(plain.notice());
    }

    /** Other bytes on every call: keep them, see {@link Outbox}. */
    public SignedNotice seal(PlainNotice plain) {
        return Submission.prepare(plain.notice(), plain.sections(), signingKey, exchangeSealingKey, random);
    }

    public byte[] bytes(PlainNotice plain) {
        return Submission.encode(seal(plain));
    }
}
