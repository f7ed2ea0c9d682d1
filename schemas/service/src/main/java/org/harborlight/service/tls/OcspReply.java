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

    /** A responder that was silent lately was not asked. */
    record Resting() implements OcspReply {}

    /** The certificate is of no authority that is trusted now. */
    record Foreign() implements OcspReply {}
}
