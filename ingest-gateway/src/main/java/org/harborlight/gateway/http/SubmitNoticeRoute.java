package org.harborlight.gateway.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import org.harborlight.gateway.verify.EnvelopeForm;
import org.harborlight.schemas.MediaTypes;

/**
 * {@code POST /v1/notices}: media type, the steps of {@link Entrance}; then {@link NoticeIntake} does the rest. Answers
 * 202 with the signed acceptance receipt only after the brokers have acknowledged the notice. Runs on the event loop.
 */
final class SubmitNoticeRoute implements Handler<RoutingContext> {
    private final Entrance entrance;
    private final NoticeIntake intake;
    private final ProblemMapper problems;
    private final GatewayMetrics metrics;

    SubmitNoticeRoute(Entrance entrance, NoticeIntake intake, ProblemMapper problems, GatewayMetrics metrics) {
        this.entrance = entrance;
        this.intake = intake;
        this.problems = problems;
        this.metrics = metrics;
    }

    @Override
    public void handle(RoutingContext context) {
        long startedAt = System.nanoTime();
        Optional<EnvelopeForm> form = form(context.request());
        if (form.isEmpty()) {
            problems.answer(context, Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE));
            return;
        }
        entrance.admit(
                context,
                (submitter, permit, body) -> intake.take(submitter, permit, form.get(), body.getBytes())
                        .map(result -> () -> answer(context, result, startedAt)));
    }

    private static Optional<EnvelopeForm> form(HttpServerRequest request) {
        if (Requests.hasContentType(request, MediaTypes.SIGNED_NOTICE)) {
            return Optional.of(EnvelopeForm.AVRO);
        }
        return Requests.hasContentType(request, MediaTypes.DSSE_JSON)
                ? Optional.of(EnvelopeForm.JSON)
                : Optional.empty();
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
}
