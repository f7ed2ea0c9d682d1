package org.harborlight.gateway.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.harborlight.gateway.tls.Identification.Submitter;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.schemas.codec.DecodeException;
import org.harborlight.schemas.registry.SchemaRegistryException;

/**
 * {@code POST /v1/notices/batch}: media type, the steps of {@link Entrance} for the batch as a whole; then
 * {@link BatchIntake}. Answers 200 once every notice is acknowledged or refused, with one entry a notice, in order. Runs
 * on the event loop.
 */
final class SubmitBatchRoute implements Handler<RoutingContext> {
    static final int MAX_BYTES = 4 * 1024 * 1024;
    static final int MAX_NOTICES = 100;

    private final Entrance entrance;
    private final BatchIntake intake;
    private final BatchReader reader;
    private final ProblemMapper problems;
    private final GatewayMetrics metrics;

    SubmitBatchRoute(
            Entrance entrance, BatchIntake intake, BatchReader reader, ProblemMapper problems, GatewayMetrics metrics) {
        this.entrance = entrance;
        this.intake = intake;
        this.reader = reader;
        this.problems = problems;
        this.metrics = metrics;
    }

    @Override
    public void handle(RoutingContext context) {
        long startedAt = System.nanoTime();
        if (!Requests.hasContentType(context.request(), MediaTypes.SIGNED_NOTICE_BATCH)) {
            problems.answer(context, Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE));
            return;
        }
        entrance.admit(context, (submitter, _, body) -> take(context, submitter, body, startedAt));
    }

    private Future<Runnable> take(RoutingContext context, Submitter submitter, Buffer body, long startedAt) {
        return reader.read(body.getBytes())
                .compose(
                        notices -> take(context, submitter, notices, startedAt),
                        failure -> refused(context, unread(failure)));
    }

    private static Problem unread(Throwable failure) {
        return switch (failure) {
            case DecodeException e
            when e.reason().equals(DecodeException.UNKNOWN_SCHEMA) -> Problem.of(ProblemType.UNKNOWN_SCHEMA);
            case DecodeException _ -> Problem.of(ProblemType.MALFORMED_BATCH);
            case SchemaRegistryException _ -> ProblemMapper.unavailable();
            default -> throw new IllegalStateException("a batch could not be read", failure);
        };
    }

    private Future<Runnable> take(
            RoutingContext context, Submitter submitter, List<ByteBuffer> notices, long startedAt) {
        if (notices.size() > MAX_NOTICES) {
            return refused(context, Problem.of(ProblemType.TOO_LARGE));
        }
        return onLoop(
                context.vertx().getOrCreateContext(),
                intake.take(submitter, notices).map(results -> () -> answer(context, submitter, results, startedAt)));
    }

    /** The acknowledgement that comes last ends the work on a thread of the brokers' client. */
    private static Future<Runnable> onLoop(Context loop, Future<Runnable> work) {
        Promise<Runnable> ended = Promise.promise();
        work.onComplete(answer -> loop.runOnContext(_ -> ended.handle(answer)));
        return ended.future();
    }

    private Future<Runnable> refused(RoutingContext context, Problem problem) {
        return Future.succeededFuture(() -> problems.answer(context, problem));
    }

    private void answer(RoutingContext context, Submitter submitter, List<IntakeResult> results, long startedAt) {
        Duration took = Duration.ofNanos(System.nanoTime() - startedAt);
        results.forEach(result -> {
            switch (result) {
                case IntakeResult.Accepted accepted -> metrics.accepted(accepted.lane(), took);
                case IntakeResult.Refused(Problem problem) -> metrics.refused(problem.type());
            }
        });
        BatchAnswer answer = BatchAnswer.of(results);
        answer.log(submitter.id());
        if (!context.response().ended() && !context.response().closed()) {
            var _ = context.response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .end(answer.body());
        }
    }
}
