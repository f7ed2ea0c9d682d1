package org.harborlight.gateway.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.harborlight.gateway.status.LedgerAnswer;
import org.harborlight.gateway.status.LedgerClient;
import org.harborlight.gateway.tls.Identification;
import org.harborlight.gateway.tls.Identification.Submitter;
import org.harborlight.gateway.tls.SubmitterIdentities;

/**
 * {@code GET /v1/notices/{noticeId}}: what became of the submitter's own notice. Whose notice is asked for comes from
 * the TLS identity, never from the path. Runs on the event loop.
 */
final class NoticeStatusRoute implements Handler<RoutingContext> {
    private static final Duration SOON = Duration.ofSeconds(1);

    private final SubmitterIdentities identities;
    private final LedgerClient ledger;
    private final ProblemMapper problems;

    NoticeStatusRoute(SubmitterIdentities identities, LedgerClient ledger, ProblemMapper problems) {
        this.identities = identities;
        this.ledger = ledger;
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
        if (noticeId.isEmpty()) {
            problems.answer(context, Problem.of(ProblemType.NOT_FOUND));
            return;
        }
        ledger.ask(submitter.id(), noticeId.get())
                .onSuccess(answer -> answer(context, answer))
                .onFailure(cause -> problems.fault(context, cause));
    }

    private void answer(RoutingContext context, LedgerAnswer answer) {
        switch (answer) {
            case LedgerAnswer.Known(var json) -> {
                var _ = context.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                        .end(json);
            }
            case LedgerAnswer.NotYetKnown() ->
                problems.answer(context, Problem.retryable(ProblemType.NOT_YET_KNOWN, SOON));
            case LedgerAnswer.Unreachable() -> problems.answer(context, ProblemMapper.unavailable());
        }
    }
}
