package org.harborlight.gateway.verify;

import java.util.List;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.SignedNotice;
import org.harborlight.schemas.notice.Finding;

/** What became of a submitted envelope: verified as a whole, or refused with its first reason. */
public sealed interface Verification {

    /**
     * Every signature verified over the bytes as received, and the notice passed every check.
     *
     * @param envelope with the signed payload verbatim
     */
    record Verified(SignedNotice envelope, IncidentNotice notice) implements Verification {}

    /**
     * Not accepted.
     *
     * @param findings the fields concerned; empty unless the notice could be decoded
     */
    record Refused(Refusal refusal, List<Finding> findings) implements Verification {
        static Refused of(Refusal refusal) {
            return new Refused(refusal, List.of());
        }
    }
}
