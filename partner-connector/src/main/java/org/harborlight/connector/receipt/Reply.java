package org.harborlight.connector.receipt;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.harborlight.schemas.MediaTypes;

/** What a partner is answered: a small JSON document, or a problem. Built from constants and pointers only. */
record Reply(int status, String contentType, JsonObject body, boolean retryLater) {
    private static final String URN = "urn:harborlight:problem:";
    private static final String JSON = "application/json";
    private static final String PROBLEM = MediaTypes.PROBLEM_JSON;

    static Reply ok(int status, JsonObject body) {
        return new Reply(status, JSON, body, false);
    }

    static Reply problem(ProblemType type) {
        return problem(type, List.of());
    }

    /** @param pointers JSON pointers to the fields concerned */
    static Reply problem(ProblemType type, List<String> pointers) {
        JsonObject body = new JsonObject()
                .put("type", URN + type.reason())
                .put("title", type.title())
                .put("status", type.status());
        if (!pointers.isEmpty()) {
            JsonArray errors = new JsonArray();
            pointers.forEach(pointer -> errors.add(new JsonObject().put("pointer", pointer)));
            body.put("errors", errors);
        }
        return new Reply(type.status(), PROBLEM, body, type == ProblemType.UNAVAILABLE);
    }
}
