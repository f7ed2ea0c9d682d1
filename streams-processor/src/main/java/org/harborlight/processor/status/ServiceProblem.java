package org.harborlight.processor.status;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import org.harborlight.schemas.MediaTypes;

/** What the service port answers when it does not answer the question; RFC 9457. */
enum ServiceProblem {
    MALFORMED_REQUEST(400, "malformed-request"),
    NOT_A_SERVICE(403, "not-a-service"),
    CERTIFICATE_REVOKED(403, "certificate-revoked"),
    NOT_FOUND(404, "not-found"),
    NOT_YET_KNOWN(404, "not-yet-known"),
    FAULT(500, "fault"),
    REVOCATION_UNKNOWN(503, "revocation-unknown"),
    UNAVAILABLE(503, "unavailable");

    private static final String PREFIX = "urn:harborlight:problem:";

    private final int status;
    private final String reason;

    ServiceProblem(int status, String reason) {
        this.status = status;
        this.reason = reason;
    }

    String reason() {
        return reason;
    }

    void answer(RoutingContext context) {
        context.response().setStatusCode(status).putHeader("content-type", MediaTypes.PROBLEM_JSON);
        if (this == UNAVAILABLE || this == NOT_YET_KNOWN || this == REVOCATION_UNKNOWN) {
            context.response().putHeader("retry-after", "1");
        }
        var _ = context.response()
                .end(new JsonObject()
                        .put("type", PREFIX + reason)
                        .put("title", reason)
                        .put("status", status)
                        .toBuffer());
    }
}
