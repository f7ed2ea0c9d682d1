package org.harborlight.gateway.http;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.harborlight.gateway.tls.Identification;
import org.harborlight.gateway.tls.Identification.Submitter;
import org.harborlight.gateway.tls.SubmitterIdentities;

/** {@code GET /openapi.yaml}: the contract of the submitters' side, OpenAPI 3.1. Runs on the event loop. */
final class OpenApiRoute implements Handler<RoutingContext> {
    static final String DOCUMENT = "/org/harborlight/gateway/openapi.yaml";

    private final Buffer document = read();
    private final String tag = EntityTag.of(document);
    private final SubmitterIdentities identities;
    private final ProblemMapper problems;

    OpenApiRoute(SubmitterIdentities identities, ProblemMapper problems) {
        this.identities = identities;
        this.problems = problems;
    }

    @Override
    public void handle(RoutingContext context) {
        Identification identified = identities.identify(context.request().sslSession());
        if (!(identified instanceof Submitter)) {
            problems.answer(context, ProblemMapper.of(identified));
            return;
        }
        var _ = context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/yaml")
                .putHeader(HttpHeaders.CACHE_CONTROL, "max-age=300")
                .putHeader(HttpHeaders.ETAG, tag)
                .end(document);
    }

    private static Buffer read() {
        try (InputStream resource = Objects.requireNonNull(OpenApiRoute.class.getResourceAsStream(DOCUMENT))) {
            return Buffer.buffer(resource.readAllBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the contract cannot be read", unreadable);
        }
    }
}
