package org.harborlight.gateway.http;

import io.vertx.core.buffer.Buffer;
import org.harborlight.gateway.publish.Publication;

/** What a worker found of one submitted notice: everything that can be known before the brokers are asked. */
sealed interface Examination {

    /**
     * Verified, with room on its lane: to be published.
     *
     * @param receipt the signed acceptance receipt, DSSE JSON; true only once the brokers have acknowledged the notice
     */
    record Ready(Publication publication, Buffer receipt) implements Examination {}

    record Refused(Problem problem) implements Examination {}
}
