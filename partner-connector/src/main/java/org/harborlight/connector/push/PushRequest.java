package org.harborlight.connector.push;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.harborlight.schemas.Participant;
import org.jspecify.annotations.Nullable;

/**
 * One request as it goes out.
 *
 * @param items what it carries, in this order: one delivery, or several, or one event
 * @param partner the addressee as today's directory has it
 * @param headers all but those of HTTP itself
 * @param body covered by the webhook signature
 * @param rule what an answer means
 */
public record PushRequest(
        List<Item> items, Participant partner, Map<String, String> headers, Buffer body, AnswerRule rule) {
    /** Of deliveries, which settle by their echo. */
    public PushRequest(List<Item> items, Participant partner, Map<String, String> headers, Buffer body) {
        this(items, partner, headers, body, AnswerReader::read);
    }

    /**
     * A delivery, as the partner echoes it; or an event.
     *
     * @param deliveryId the same on every retry
     * @param digest lower-case hex SHA-256 of the signed delivery bytes; empty for an event
     */
    public record Item(String deliveryId, String digest) {}

    /** Judges an answer: one for each item, in their order. */
    public interface AnswerRule {
        List<PushAnswer> read(int status, @Nullable String retryAfter, byte[] body, PushRequest request, Instant now);
    }

    /** The same answer for everything that it carries. */
    List<PushAnswer> all(PushAnswer answer) {
        return items.stream().map(_ -> answer).toList();
    }
}
