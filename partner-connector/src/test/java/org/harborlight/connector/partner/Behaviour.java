package org.harborlight.connector.partner;

import io.vertx.core.json.JsonObject;
import java.util.Map;

/** How a test partner answers one push. */
public sealed interface Behaviour {
    /** 200 with delivery id and digest. */
    record Echo() implements Behaviour {}

    /** 200 with delivery id, digest, and what stands for a signed receipt. */
    record Receipt(JsonObject receipt) implements Behaviour {}

    /** Is left out of the answer to several deliveries. */
    record LeftOut() implements Behaviour {}

    /** Never answers. */
    record Hang() implements Behaviour {}

    /** Closes the connection without an answer. */
    record Drop() implements Behaviour {}

    /** Anything else. */
    record Answer(int status, Map<String, String> headers, String body) implements Behaviour {}

    static Behaviour echo() {
        return new Echo();
    }

    static Behaviour status(int status) {
        return new Answer(status, Map.of(), "");
    }

    static Behaviour refusal(int status, String reason) {
        return new Answer(
                status, Map.of(), new JsonObject().put("refusal", reason).encode());
    }

    static Behaviour wrongDigest(String deliveryId) {
        String body = new JsonObject()
                .put("deliveryId", deliveryId)
                .put("digest", "00".repeat(32))
                .encode();
        return new Answer(200, Map.of(), body);
    }

    static Behaviour loginPage() {
        return new Answer(200, Map.of("content-type", "text/html"), "<html><title>Sign in</title></html>");
    }

    static Behaviour redirect(String url) {
        return new Answer(307, Map.of("location", url), "");
    }

    static Behaviour retryAfter(int status, String value) {
        return new Answer(status, Map.of("retry-after", value), "");
    }
}
