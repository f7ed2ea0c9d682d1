package org.harborlight.gateway.http;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.time.InstantSource;
import org.harborlight.gateway.admission.Gate;
import org.harborlight.gateway.status.LedgerClient;
import org.harborlight.gateway.tls.Peers;

/** What the listeners of all event loops share; each makes its own router from it. */
public record GatewayParts(
        BodyLimits body,
        Peers peers,
        Gate gate,
        IntakeSteps intake,
        LedgerClient ledger,
        GatewayMetrics metrics,
        InstantSource clock) {

    /** How large a body may be and how long it may take to arrive. */
    public record BodyLimits(int maxBytes, Duration patience) {}

    Router router(Vertx vertx) {
        ProblemMapper problems = new ProblemMapper(metrics);
        SubmitNoticeRoute submitNotice = new SubmitNoticeRoute(
                new BodyReader(vertx, body.maxBytes(), body.patience()),
                peers.identities(),
                gate.quotas(),
                gate.admission(),
                new NoticeIntake(intake, gate.quotas()),
                problems,
                metrics);
        return GatewayRouter.of(
                vertx,
                new LateBody(body.patience()),
                submitNotice,
                new NoticeStatusRoute(peers.identities(), ledger, problems),
                new KeysRoute(peers.identities(), clock, problems),
                problems);
    }
}
