package org.harborlight.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.harborlight.gateway.tls.Identification;
import org.harborlight.gateway.verify.Refusal;
import org.harborlight.gateway.verify.Verification.Refused;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.service.tls.OpenConnections;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place where refusals and faults become answers. A fault is logged with its cause and leaves as a constant.
 * Runs on the event loop.
 */
final class ProblemMapper {
    static final Duration RETRY_SOON = Duration.ofSeconds(2);
    /** An operator has to bring a new revocation list. */
    private static final Duration RETRY_LATER = Duration.ofMinutes(1);

    private static final Set<ProblemType> FAREWELLS = Set.of(ProblemType.SUSPENDED, ProblemType.CERTIFICATE_REVOKED);

    private static final Logger LOG = LoggerFactory.getLogger(ProblemMapper.class);

    private final GatewayMetrics metrics;
    private final OpenConnections connections;
    private final HeldRefusals refusals;

    ProblemMapper(GatewayMetrics metrics, OpenConnections connections, HeldRefusals refusals) {
        this.metrics = metrics;
        this.connections = connections;
        this.refusals = refusals;
    }

    static Problem of(Refused refused) {
        return refused.refusal() == Refusal.SCHEMA_NOT_TOLD
                ? unavailable()
                : new Problem(of(refused.refusal()), refused.findings(), Optional.empty(), false);
    }

    /** What an identification that is not a submitter means to the caller. */
    static Problem of(Identification identification) {
        return switch (identification) {
            case Identification.Submitter _ -> throw new IllegalArgumentException("a submitter is no problem");
            case Identification.Suspended _ -> Problem.of(ProblemType.SUSPENDED);
            case Identification.CertificateRevoked _ -> Problem.of(ProblemType.CERTIFICATE_REVOKED);
            case Identification.Unproven _ -> Problem.retryable(ProblemType.REVOCATION_UNKNOWN, RETRY_LATER);
            case Identification.Stranger _ -> Problem.of(ProblemType.SUBMITTER_MISMATCH);
            case Identification.Unknown _ -> unavailable();
        };
    }

    static Problem unavailable() {
        return Problem.retryable(ProblemType.UNAVAILABLE, RETRY_SOON);
    }

    /** Others have the room: no hurry to say so. */
    static Problem noRoom() {
        return new Problem(ProblemType.UNAVAILABLE, List.of(), Optional.of(RETRY_SOON), true);
    }

    void answer(RoutingContext context, Problem problem) {
        if (problem.unhurried()) {
            refusals.hold(context.vertx(), () -> answerNow(context, problem));
        } else {
            answerNow(context, problem);
        }
    }

    private void answerNow(RoutingContext context, Problem problem) {
        var _ = answer(context.response(), context.get(Requests.SUBMITTER), problem);
        if (FAREWELLS.contains(problem.type())) {
            connections.refused(context.request().connection());
        }
    }

    /** What came was not HTTP, so nothing that follows on the connection can be told apart. */
    void malformed(HttpServerRequest request) {
        answer(request.response(), null, Problem.of(ProblemType.MALFORMED_REQUEST))
                .onComplete(_ -> request.connection().close());
    }

    private Future<Void> answer(HttpServerResponse response, @Nullable String submitter, Problem problem) {
        if (response.ended() || response.closed()) {
            return Future.succeededFuture();
        }
        metrics.refused(problem.type());
        LOG.atInfo()
                .addKeyValue("reason", problem.type().reason())
                .addKeyValue("submitter", submitter)
                .log("request refused");
        response.setStatusCode(problem.type().status()).putHeader(HttpHeaders.CONTENT_TYPE, MediaTypes.PROBLEM_JSON);
        problem.retryAfterSeconds().ifPresent(seconds -> response.putHeader(HttpHeaders.RETRY_AFTER, seconds));
        return response.end(problem.toJson().toBuffer());
    }

    /** A route threw. */
    void fault(RoutingContext context) {
        Throwable cause = context.failure();
        fault(context, cause == null ? new IllegalStateException("no cause") : cause);
    }

    void fault(RoutingContext context, Throwable cause) {
        LOG.atError().setCause(cause).log("request met a fault");
        if (context.response().headWritten()) {
            var _ = context.response().reset();
            return;
        }
        answer(context, Problem.of(ProblemType.FAULT));
    }

    private static ProblemType of(Refusal refusal) {
        return switch (refusal) {
            case MALFORMED_ENVELOPE -> ProblemType.MALFORMED_ENVELOPE;
            case UNKNOWN_KEY -> ProblemType.UNKNOWN_KEY;
            case BAD_SIGNATURE -> ProblemType.BAD_SIGNATURE;
            case KEY_NOT_VALID -> ProblemType.KEY_NOT_VALID;
            case UNKNOWN_SCHEMA -> ProblemType.UNKNOWN_SCHEMA;
            case SCHEMA_NOT_TOLD -> ProblemType.UNAVAILABLE;
            case MALFORMED_NOTICE -> ProblemType.MALFORMED_NOTICE;
            case SUBMITTER_MISMATCH -> ProblemType.SUBMITTER_MISMATCH;
            case MEDIA_NOT_ACCEPTED -> ProblemType.MEDIA_NOT_ACCEPTED;
            case FUTURE_TIMESTAMP -> ProblemType.FUTURE_TIMESTAMP;
            case STALE_TIMESTAMP -> ProblemType.STALE_TIMESTAMP;
            case INVALID_FIELD -> ProblemType.INVALID_FIELD;
        };
    }
}
