package org.harborlight.gateway.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.harborlight.schemas.notice.Finding;

/**
 * A refusal as it leaves the gateway: RFC 9457. Built from constants and JSON pointers only, never from an exception's
 * message or anything that was sent.
 *
 * @param errors the fields concerned
 * @param retryAfter when to repeat the request, if that can help
 * @param unhurried whether it does no harm to hold the answer back for a while
 */
record Problem(ProblemType type, List<Finding> errors, Optional<Duration> retryAfter, boolean unhurried) {
    private static final String URN = "urn:harborlight:problem:";

    static Problem of(ProblemType type) {
        return new Problem(type, List.of(), Optional.empty(), false);
    }

    static Problem retryable(ProblemType type, Duration retryAfter) {
        return new Problem(type, List.of(), Optional.of(retryAfter), false);
    }

    /** Whole seconds, at least one. */
    Optional<String> retryAfterSeconds() {
        return retryAfter.map(wait -> Long.toString(Math.max(1, Math.ceilDiv(wait.toMillis(), 1000L))));
    }

    JsonObject toJson() {
        JsonObject json = new JsonObject()
                .put("type", URN + type.reason())
                .put("title", type.title())
                .put("status", type.status());
        if (!errors.isEmpty()) {
            JsonArray fields = new JsonArray();
            errors.forEach(error ->
                    fields.add(new JsonObject().put("pointer", error.pointer()).put("detail", error.message())));
            json.put("errors", fields);
        }
        return json;
    }
}
