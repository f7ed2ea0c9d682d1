package org.harborlight.gateway.publish;

/**
 * A record was not acknowledged: the queue was full, the record waited too long, or the brokers did not answer. The
 * record may still have been written; a repeat is harmless. Carries no stack, since it is an expected answer.
 */
final class Unavailable extends RuntimeException {
    Unavailable(String reason) {
        super(reason, null, false, false);
    }
}
