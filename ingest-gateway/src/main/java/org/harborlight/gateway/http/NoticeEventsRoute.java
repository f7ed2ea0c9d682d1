package org.harborlight.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.harborlight.gateway.status.LedgerAnswer;
import org.harborlight.gateway.status.StatusAccess;
import org.harborlight.gateway.status.StreamLimits;
import org.harborlight.gateway.tls.Identification;
import org.harborlight.gateway.tls.Identification.Submitter;
import org.harborlight.gateway.tls.SubmitterIdentities;

/**
 * {@code GET /v1/notices/{noticeId}/events}: the timeline of the submitter's own notice as server-sent events, one for
 * each entry, from where {@code Last-Event-ID} says. Who listens is asked of the directory with every look at the
 * ledger. A stream has one of the places of those who wait. Runs on the event loop.
 */
final class NoticeEventsRoute implements Handler<RoutingContext> {
    private static final String LAST_EVENT_ID = "Last-Event-ID";

    private final SubmitterIdentities identities;
    private final StatusAccess status;
    private final ProblemMapper problems;

    NoticeEventsRoute(SubmitterIdentities identities, StatusAccess status, ProblemMapper problems) {
        this.identities = identities;
        this.status = status;
        this.problems = problems;
    }

    /** Who listens to what, and what it has. */
    private record Listener(String submitterId, Supplier<Future<LedgerAnswer>> question, SeenEvents seen) {}

    @Override
    public void handle(RoutingContext context) {
        Identification identified = identities.identify(context.request().sslSession());
        if (!(identified instanceof Submitter submitter)) {
            problems.answer(context, ProblemMapper.of(identified));
            return;
        }
        context.put(Requests.SUBMITTER, submitter.id());
        Optional<UUID> noticeId = Requests.noticeId(context.pathParam("noticeId"));
        if (noticeId.isEmpty()) {
            problems.answer(context, Problem.of(ProblemType.NOT_FOUND));
            return;
        }
        Listener listener = new Listener(
                submitter.id(),
                () -> status.ledger().ask(submitter.id(), noticeId.get()),
                SeenEvents.named(context.request().getHeader(LAST_EVENT_ID)));
        enter(context, listener);
    }

    private void enter(RoutingContext context, Listener listener) {
        switch (status.waiting().enter(listener.submitterId())) {
            case SUBMITTER_FULL ->
                problems.answer(context, Problem.retryable(ProblemType.TOO_MANY_WAITING, ProblemMapper.RETRY_SOON));
            case FULL -> problems.answer(context, ProblemMapper.unavailable());
            case ENTERED ->
                listener.question()
                        .get()
                        .compose(first -> answer(context, listener, first))
                        .onComplete(_ -> status.waiting().leave(listener.submitterId()))
                        .onFailure(cause -> problems.fault(context, cause));
        }
    }

    /** A notice that is not known yet has a stream too: a listener's browser would not come again after a 404. */
    private Future<Void> answer(RoutingContext context, Listener listener, LedgerAnswer first) {
        if (first instanceof LedgerAnswer.Unreachable) {
            problems.answer(context, ProblemMapper.unavailable());
            return Future.succeededFuture();
        }
        if (first instanceof LedgerAnswer.Known(var json) && nothingLeft(TimelineNews.of(json, listener.seen()))) {
            return context.response().setStatusCode(204).end();
        }
        StreamLimits limits = status.streams();
        return new TimelineStream(
                        context.vertx(),
                        EventStream.open(context.response(), ProblemMapper.RETRY_SOON),
                        listener.seen(),
                        listener.question(),
                        () -> mayNotListen(context),
                        limits.longest())
                .follow(first, limits.heartbeat());
    }

    /** 204 tells a listener not to come again. */
    private static boolean nothingLeft(TimelineNews news) {
        return news.last() && news.events().isEmpty();
    }

    private boolean mayNotListen(RoutingContext context) {
        return status.waiting().closed()
                || !(identities.identify(context.request().sslSession()) instanceof Submitter);
    }
}
