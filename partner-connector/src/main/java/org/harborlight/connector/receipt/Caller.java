package org.harborlight.connector.receipt;

import org.harborlight.schemas.Participant;

/** Who a request comes from, judged by the directory as it is now. */
sealed interface Caller {
    /** An active participant that receives. */
    record Partner(Participant participant) implements Caller {
        String id() {
            return participant.getParticipantId();
        }
    }

    /** A participant that is not active. */
    record Suspended() implements Caller {}

    /** Its authority has revoked the certificate. */
    record CertificateRevoked() implements Caller {}

    /** Whether the certificate is revoked cannot be said now. */
    record Unproven() implements Caller {}

    /** Nobody who receives. */
    record Stranger() implements Caller {}

    /** Nobody can be told from anybody: the directory is not loaded. */
    record Unknown() implements Caller {}
}
