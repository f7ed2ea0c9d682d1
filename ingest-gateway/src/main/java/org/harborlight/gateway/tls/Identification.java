package org.harborlight.gateway.tls;

import org.harborlight.schemas.Participant;
import org.harborlight.schemas.directory.Directory;

/** Who a request comes from, judged by one directory snapshot. */
public sealed interface Identification {

    /** An active participant that may submit, with the snapshot that says so. */
    record Submitter(Participant participant, Directory directory) implements Identification {
        public String id() {
            return participant.getParticipantId();
        }
    }

    /** A participant that is not active. */
    record Suspended(String participantId) implements Identification {}

    /** Its authority has revoked the certificate. */
    record CertificateRevoked() implements Identification {}

    /** Whether the certificate is revoked cannot be said now. */
    record Unproven() implements Identification {}

    /** A certificate that stands for nobody who may submit. */
    record Stranger() implements Identification {}

    /** Nobody can be told from anybody: the directory is not loaded. */
    record Unknown() implements Identification {}
}
