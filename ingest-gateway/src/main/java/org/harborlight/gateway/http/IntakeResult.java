package org.harborlight.gateway.http;

import io.vertx.core.buffer.Buffer;
import org.harborlight.schemas.Lane;

/** How the taking of one notice ended. */
sealed interface IntakeResult {

    /**
     * Acknowledged by the brokers.
     *
     * @param receipt the signed acceptance receipt, DSSE JSON
     */
    record Accepted(String noticeId, Lane lane, Buffer receipt) implements IntakeResult {}

    /** Not accepted, or not known to be. */
    record Refused(Problem problem) implements IntakeResult {}
}
