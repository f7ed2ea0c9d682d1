package org.harborlight.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import org.harborlight.gateway.admission.Admission;
import org.harborlight.gateway.admission.SubmitterQuotas;
import org.harborlight.gateway.http.BodyReader.Body;
import org.harborlight.gateway.tls.Identification;
import org.harborlight.gateway.tls.Identification.Submitter;
import org.harborlight.gateway.tls.SubmitterIdentities;
import org.harborlight.schemas.MediaTypes;

/**
 * {@code POST /v1/notices}: size, TLS identity, quota, room, body; then {@link NoticeIntake} does the rest. Answers 202
 * with the signed acceptance receipt only after the brokers have acknowledged the notice. Runs on the event loop.
 */
final class SubmitNoticeRoute implements Handler<RoutingContext> {
    private final BodyReader bodies;
    private final SubmitterIdentities identities;
    private final SubmitterQuotas quotas;
    private final Admission admission;
    private final NoticeIntake intake;
    private final ProblemMapper problems;
    private final GatewayMetrics metrics;

    SubmitNoticeRoute(
            BodyReader bodies,
            SubmitterIdentities identities,
            SubmitterQuotas quotas,
            Admission admission,
            NoticeIntake intake,
            ProblemMapper problems,
            GatewayMetrics metrics) {
        this.bodies = bodies;
        this.identities = identities;
        this.quotas = quotas;
        this.admission = admission;
        this.intake = intake;
        this.problems = problems;
        this.metrics = metrics;
    }

    @Override
    public void handle(RoutingContext context) {
        long startedAt = System.nanoTime();
        HttpServerRequest request = context.request();
        if (!Requests.hasContentType(request, MediaTypes.SIGNED_NOTICE)) {
            problems.answer(context, Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE));
            return;
        }
        long length = Requests.declaredLength(request).orElse((long) bodies.maxBytes());
        if (length < 0 || length > bodies.maxBytes()) {
            problems.answer(context, Problem.of(length < 0 ? ProblemType.MALFORMED_REQUEST : ProblemType.TOO_LARGE));
            return;
        }
        Identification identified = identities.identify(request.sslSession());
        if (!(identified instanceof Submitter submitter)) {
            problems.answer(context, ProblemMapper.of(identified));
            return;
        }
        context.put(Requests.SUBMITTER, submitter.id());
        Optional<Duration> wait = quotas.takeNotice(submitter.participant());
        if (wait.isPresent()) {
            problems.answer(context, Problem.retryable(ProblemType.RATE_LIMITED, wait.get()));
            return;
        }
        Optional<Admission.Permit> permit = admission.enter(length);
        if (permit.isEmpty()) {
            problems.answer(context, ProblemMapper.unavailable());
            return;
        }
        take(context, submitter, permit.get(), startedAt);
    }

    private void take(RoutingContext context, Submitter submitter, Admission.Permit permit, long startedAt) {
        if (context.request().getHeader(HttpHeaders.EXPECT) != null) {
            var _ = context.response().writeContinue();
        }
        bodies.read(context.request())
                .compose(body -> examine(submitter, permit, body))
                .onComplete(result -> {
                    permit.close();
                    if (result.failed()) {
                        problems.fault(context, result.cause());
                    } else {
                        answer(context, result.result(), startedAt);
                    }
                });
    }

    private Future<IntakeResult> examine(Submitter submitter, Admission.Permit permit, Body body) {
        return switch (body) {
            case Body.TooLarge() -> refused(ProblemType.TOO_LARGE);
            case Body.TooSlow() -> refused(ProblemType.REQUEST_TIMEOUT);
            case Body.CutOff() -> refused(ProblemType.MALFORMED_REQUEST);
            case Body.Whole(Buffer content) -> {
                permit.shrinkTo(content.length());
                yield intake.take(submitter, permit, content.getBytes());
            }
        };
    }

    private void answer(RoutingContext context, IntakeResult result, long startedAt) {
        switch (result) {
            case IntakeResult.Refused(Problem problem) -> problems.answer(context, problem);
            case IntakeResult.Accepted accepted -> {
                metrics.accepted(accepted.lane(), Duration.ofNanos(System.nanoTime() - startedAt));
                if (!context.response().ended() && !context.response().closed()) {
                    var _ = context.response()
                            .setStatusCode(202)
                            .putHeader(HttpHeaders.CONTENT_TYPE, MediaTypes.DSSE_JSON)
                            .putHeader(HttpHeaders.LOCATION, "/v1/notices/" + accepted.noticeId())
                            .end(accepted.receipt());
                }
            }
        }
    }

    private static Future<IntakeResult> refused(ProblemType type) {
        return Future.succeededFuture(new IntakeResult.Refused(Problem.of(type)));
    }
}
