package org.harborlight.gateway.http;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.InstantSource;
import org.harborlight.gateway.admission.Gate;
import org.harborlight.gateway.status.StatusAccess;
import org.harborlight.gateway.tls.Peers;
import org.harborlight.gateway.tls.SubmitterIdentities;

/** What the listeners of all event loops share; each makes its own router from it. */
public record GatewayParts(
        BodyLimits body,
        Peers peers,
        Gate gate,
        IntakeSteps intake,
        StatusAccess status,
        GatewayMetrics metrics,
        HeldRefusals refusals,
        InstantSource clock) {

    /** How large the body of one notice may be and how long any body may take to arrive. */
    public record BodyLimits(int maxBytes, Duration patience) {}

    ProblemMapper problems() {
        return new ProblemMapper(metrics, peers.connections(), refusals);
    }

    Router router(Vertx vertx) {
        ProblemMapper problems = problems();
        return GatewayRouter.of(vertx, new LateBody(body.patience()), call -> route(call, vertx, problems), problems);
    }

    private Handler<RoutingContext> route(Call call, Vertx vertx, ProblemMapper problems) {
        SubmitterIdentities identities = peers.identities();
        return switch (call) {
            case SUBMIT_NOTICE -> submitNotice(vertx, problems);
            case LIST_NOTICES -> new NoticeListRoute(identities, status, problems);
            case SUBMIT_BATCH -> submitBatch(vertx, problems);
            case NOTICE_STATUS -> new NoticeStatusRoute(identities, status, problems);
            case NOTICE_EVENTS -> new NoticeEventsRoute(identities, status, problems);
            case EXCHANGE_KEYS -> new KeysRoute(identities, clock, intake.clocks(), problems);
            case CURRENT_SCHEMAS -> SchemaRoute.index(identities, problems);
            case WRITER_SCHEMA -> SchemaRoute.byFingerprint(identities, problems, intake);
            case CONTRACT -> new OpenApiRoute(identities, problems);
        };
    }

    private SubmitNoticeRoute submitNotice(Vertx vertx, ProblemMapper problems) {
        return new SubmitNoticeRoute(
                entrance(vertx, body.maxBytes(), problems), new NoticeIntake(intake, gate.quotas()), problems, metrics);
    }

    private SubmitBatchRoute submitBatch(Vertx vertx, ProblemMapper problems) {
        NoticeIntake single = new NoticeIntake(intake, gate.quotas());
        return new SubmitBatchRoute(
                entrance(vertx, SubmitBatchRoute.MAX_BYTES, problems),
                new BatchIntake(intake, single, gate, body.maxBytes()),
                new BatchReader(intake),
                problems,
                metrics);
    }

    private Entrance entrance(Vertx vertx, int maxBytes, ProblemMapper problems) {
        return new Entrance(new BodyReader(vertx, maxBytes, body.patience()), peers.identities(), gate, problems);
    }
}
