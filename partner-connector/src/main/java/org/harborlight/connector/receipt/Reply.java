package org.harborlight.connector.receipt;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.harborlight.schemas.MediaTypes;

/** What a partner is answered: a JSON document, or a problem. Problems are built from constants, pointers and cursors. */
record Reply(int status, String contentType, Buffer body, boolean retryLater) {
    private static final String URN = "urn:harborlight:problem:";
    private static final String JSON = "application/json";
    private static final String PROBLEM = MediaTypes.PROBLEM_JSON;

    static Reply ok(int status, JsonObject body) {
        return json(status, body.toBuffer());
    }

    /** @param body JSON in UTF-8 */
    static Reply json(int status, Buffer body) {
        return new Reply(status, JSON, body, false);
    }

    static Reply problem(ProblemType type) {
        return problem(type, List.of());
    }

    /** @param earliest cursor that leads to what is still kept */
    static Reply cursorExpired(String earliest) {
        ProblemType type = ProblemType.CURSOR_EXPIRED;
        return new Reply(
                type.status(), PROBLEM, document(type).put("earliest", earliest).toBuffer(), false);
    }

    static Reply problem(ProblemType type, List<String> pointers) {
        return problem(type, pointers, "");
    }

    /**
     * Of constants only.
     *
     * @param pointers JSON pointers to the fields concerned
     * @param detail code that says more, empty for none
     */
    static Reply problem(ProblemType type, List<String> pointers, String detail) {
        JsonObject body = document(type);
        if (!detail.isEmpty()) {
            body.put("detail", detail);
        }
        if (!pointers.isEmpty()) {
            JsonArray errors = new JsonArray();
            pointers.forEach(pointer -> errors.add(new JsonObject().put("pointer", pointer)));
            body.put("errors", errors);
        }
        boolean retryLater = type == ProblemType.UNAVAILABLE || type == ProblemType.REVOCATION_UNKNOWN;
        return new Reply(type.status(), PROBLEM, body.toBuffer(), retryLater);
    }

    static String urn(ProblemType type) {
        return URN + type.reason();
    }

    private static JsonObject document(ProblemType type) {
        return new JsonObject()
                .put("type", urn(type))
                .put("title", type.title())
                .put("status", type.status());
    }
}
