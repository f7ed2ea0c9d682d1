package org.harborlight.gateway.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.harborlight.gateway.status.LedgerAnswer;
import org.harborlight.gateway.status.StatusAccess;
import org.harborlight.gateway.tls.Identification;
import org.harborlight.gateway.tls.Identification.Submitter;
import org.harborlight.gateway.tls.SubmitterIdentities;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/notices/{noticeId}?wait=}: what became of the submitter's own notice; with {@code wait}, once that is
 * something else than the caller knows by {@code If-None-Match}. Whose notice is asked for comes from the TLS identity,
 * never from the path. Runs on the event loop.
 */
final class NoticeStatusRoute implements Handler<RoutingContext> {
    static final int MAX_WAIT_SECONDS = 60;
    private static final Duration SOON = Duration.ofSeconds(1);

    private final SubmitterIdentities identities;
    private final StatusAccess status;
    private final ProblemMapper problems;

    NoticeStatusRoute(SubmitterIdentities identities, StatusAccess status, ProblemMapper problems) {
        this.identities = identities;
        this.status = status;
        this.problems = problems;
    }

    @Override
    public void handle(RoutingContext context) {
        Identification identified = identities.identify(context.request().sslSession());
        if (!(identified instanceof Submitter submitter)) {
            problems.answer(context, ProblemMapper.of(identified));
            return;
        }
        context.put(Requests.SUBMITTER, submitter.id());
        Optional<UUID> noticeId = Requests.noticeId(context.pathParam("noticeId"));
        OptionalInt wait = Requests.number(context, "wait", 0, 0, MAX_WAIT_SECONDS);
        if (noticeId.isEmpty() || wait.isEmpty()) {
            problems.answer(
                    context, Problem.of(noticeId.isEmpty() ? ProblemType.NOT_FOUND : ProblemType.INVALID_PARAMETER));
            return;
        }
        String known = context.request().getHeader(HttpHeaders.IF_NONE_MATCH);
        NewsWatch watch = new NewsWatch(
                context.vertx(),
                () -> status.ledger().ask(submitter.id(), noticeId.get()),
                answer -> isNews(answer, known),
                () -> status.waiting().closed() || gone(context.response()));
        watch.first()
                .onSuccess(answer -> {
                    if (isNews(answer, known) || wait.getAsInt() == 0) {
                        answer(context, answer, known);
                    } else {
                        await(context, submitter, watch, Duration.ofSeconds(wait.getAsInt()));
                    }
                })
                .onFailure(cause -> problems.fault(context, cause));
    }

    private void await(RoutingContext context, Submitter submitter, NewsWatch watch, Duration patience) {
        switch (status.waiting().enter(submitter.id())) {
            case SUBMITTER_FULL ->
                problems.answer(context, Problem.retryable(ProblemType.TOO_MANY_WAITING, ProblemMapper.RETRY_SOON));
            case FULL -> problems.answer(context, ProblemMapper.unavailable());
            case ENTERED ->
                watch.until(patience)
                        .onComplete(_ -> status.waiting().leave(submitter.id()))
                        .onSuccess(answer ->
                                answer(context, answer, context.request().getHeader(HttpHeaders.IF_NONE_MATCH)))
                        .onFailure(cause -> problems.fault(context, cause));
        }
    }

    /** A ledger that cannot be reached is told at once: waiting longer would only look like no news. */
    private static boolean isNews(LedgerAnswer answer, @Nullable String known) {
        return switch (answer) {
            case LedgerAnswer.Known(var json) -> !EntityTag.named(known, EntityTag.of(json));
            case LedgerAnswer.NotYetKnown() -> false;
            case LedgerAnswer.Unreachable() -> true;
        };
    }

    private static boolean gone(HttpServerResponse response) {
        return response.ended() || response.closed();
    }

    private void answer(RoutingContext context, LedgerAnswer answer, @Nullable String known) {
        if (gone(context.response())) {
            return;
        }
        switch (answer) {
            case LedgerAnswer.Known(var json) -> {
                String tag = EntityTag.of(json);
                HttpServerResponse response = context.response()
                        .putHeader(HttpHeaders.ETAG, tag)
                        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
                var _ = EntityTag.named(known, tag)
                        ? response.setStatusCode(304).end()
                        : response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                                .end(json);
            }
            case LedgerAnswer.NotYetKnown() ->
                problems.answer(context, Problem.retryable(ProblemType.NOT_YET_KNOWN, SOON));
            case LedgerAnswer.Unreachable() -> problems.answer(context, ProblemMapper.unavailable());
        }
    }
}
