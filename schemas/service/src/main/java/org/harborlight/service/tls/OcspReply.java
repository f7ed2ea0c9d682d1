package org.harborlight.service.tls;

import org.harborlight.schemas.tls.OcspAnswer;

/** What came of asking a responder. */
sealed interface OcspReply {

    /** An answer that counts. */
    record Believed(OcspAnswer answer) implements OcspReply {}

    /** No answer, or one that is not to be believed. */
    record Refused(String reason) implements OcspReply {}

    /** Nobody was reached who would have answered. */
    record Silent() implements OcspReply {}
}
