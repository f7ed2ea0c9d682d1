package org.harborlight.connector.push;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import org.harborlight.schemas.Participant;

/**
 * One request as it goes out.
 *
 * @param items what it carries, in this order: one delivery, or several
 * @param partner the addressee as today's directory has it
 * @param headers all but those of HTTP itself
 * @param body covered by the webhook signature
 */
public record PushRequest(List<Item> items, Participant partner, Map<String, String> headers, Buffer body) {
    /**
     * A delivery, as the partner echoes it.
     *
     * @param deliveryId the same on every retry
     * @param digest lower-case hex SHA-256 of the signed delivery bytes
     */
    public record Item(String deliveryId, String digest) {}

    /** The same answer for everything that it carries. */
    List<PushAnswer> all(PushAnswer answer) {
        return items.stream().map(_ -> answer).toList();
    }
}
