package org.harborlight.gateway.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import org.harborlight.gateway.publish.ClockAgreement;
import org.harborlight.gateway.tls.Identification;
import org.harborlight.gateway.tls.Identification.Submitter;
import org.harborlight.gateway.tls.SubmitterIdentities;

/**
 * {@code GET /v1/keys}: the exchange's public keys in force, from the directory; 503 while it is not known what time it
 * is. Runs on the event loop.
 */
final class KeysRoute implements Handler<RoutingContext> {
    private final SubmitterIdentities identities;
    private final InstantSource clock;
    private final ClockAgreement clocks;
    private final ProblemMapper problems;

    KeysRoute(SubmitterIdentities identities, InstantSource clock, ClockAgreement clocks, ProblemMapper problems) {
        this.identities = identities;
        this.clock = clock;
        this.clocks = clocks;
        this.problems = problems;
    }

    @Override
    public void handle(RoutingContext context) {
        Identification identified = identities.identify(context.request().sslSession());
        if (!(identified instanceof Submitter submitter)) {
            problems.answer(context, ProblemMapper.of(identified));
            return;
        }
        if (!clocks.agrees()) {
            problems.answer(context, ProblemMapper.unavailable());
            return;
        }
        JsonObject keys = KeySet.of(submitter.directory(), clock.instant());
        var _ = context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/jwk-set+json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "max-age=300")
                .end(keys.toBuffer());
    }
}
