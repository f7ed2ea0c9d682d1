package org.harborlight.connector.push;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.harborlight.schemas.BodyFormat;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.schemas.envelope.Sha256;

/**
 * What a push carries: one delivery as JSON or Avro, or several as a JSON array. Immutable.
 *
 * @param deliveries at least one
 * @param body as it is signed and sent
 */
record PushMessage(List<SignedDelivery> deliveries, String contentType, Buffer body) {
    private static final String JSON = "application/json";

    /** A delivery that may go out, with its keys. */
    record Part(SignedDelivery signed, List<ReleasedKeys> keys) {}

    static PushMessage of(List<Part> parts, BodyFormat format) {
        List<SignedDelivery> deliveries = parts.stream().map(Part::signed).toList();
        Part first = parts.getFirst();
        if (parts.size() > 1) {
            List<byte[]> bodies = parts.stream()
                    .map(part -> PushBody.json(part.signed(), part.keys()))
                    .toList();
            return new PushMessage(deliveries, JSON, Buffer.buffer(PushBody.array(bodies)));
        }
        return switch (format) {
            case AVRO ->
                new PushMessage(
                        deliveries,
                        MediaTypes.PUSHED_DELIVERY,
                        Buffer.buffer(PushBody.avro(first.signed(), first.keys())));
            case JSON, UNSPECIFIED ->
                new PushMessage(deliveries, JSON, Buffer.buffer(PushBody.json(first.signed(), first.keys())));
        };
    }

    /** The delivery's own id; of several, one that is the same whenever the same ones are sent together. */
    String id() {
        if (deliveries.size() == 1) {
            return deliveries.getFirst().id();
        }
        String ids = deliveries.stream().map(SignedDelivery::id).collect(Collectors.joining("/"));
        return "batch-" + Sha256.hex(ids.getBytes(StandardCharsets.UTF_8)).substring(0, 32);
    }

    /** What it tells, for gateways. */
    String kind() {
        return deliveries.size() > 1
                ? "batch"
                : first().getKind().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Instant decidedAt() {
        return first().getDecidedAt();
    }

    List<PushRequest.Item> items() {
        return deliveries.stream()
                .map(signed -> new PushRequest.Item(signed.id(), signed.digest()))
                .toList();
    }

    private Delivery first() {
        return deliveries.getFirst().delivery();
    }
}
