package org.harborlight.gateway.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.harborlight.gateway.status.LedgerAnswer;
import org.harborlight.gateway.status.StatusAccess;
import org.harborlight.gateway.tls.Identification;
import org.harborlight.gateway.tls.Identification.Submitter;
import org.harborlight.gateway.tls.SubmitterIdentities;

/**
 * {@code GET /v1/notices?after=&limit=}: the submitter's own notices, in the order in which the exchange decided on them,
 * for reconciliation. The cursor is sealed here and belongs to one submitter; what it holds is the ledger's. Runs on the
 * event loop.
 */
final class NoticeListRoute implements Handler<RoutingContext> {
    private static final int MOST = 500;
    private static final int USUAL = 100;

    private final SubmitterIdentities identities;
    private final StatusAccess status;
    private final ProblemMapper problems;

    NoticeListRoute(SubmitterIdentities identities, StatusAccess status, ProblemMapper problems) {
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
        OptionalInt limit = Requests.number(context, "limit", USUAL, 1, MOST);
        if (limit.isEmpty()) {
            problems.answer(context, Problem.of(ProblemType.INVALID_PARAMETER));
            return;
        }
        Optional<String> position = position(submitter, context.queryParam("after"));
        if (position.isEmpty()) {
            problems.answer(context, Problem.of(ProblemType.INVALID_CURSOR));
            return;
        }
        status.ledger()
                .list(submitter.id(), position.get(), limit.getAsInt())
                .onSuccess(answer -> answer(context, submitter, answer))
                .onFailure(cause -> problems.fault(context, cause));
    }

    private Optional<String> position(Submitter submitter, List<String> after) {
        return switch (after.size()) {
            case 0 -> Optional.of("");
            case 1 -> status.cursors().open(submitter.id(), after.getFirst());
            default -> Optional.empty();
        };
    }

    private void answer(RoutingContext context, Submitter submitter, LedgerAnswer answer) {
        if (!(answer instanceof LedgerAnswer.Known(var json))) {
            problems.answer(context, ProblemMapper.unavailable());
            return;
        }
        JsonObject page = new JsonObject(json);
        page.put("next", status.cursors().seal(submitter.id(), page.getString("next")));
        var _ = context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(page.toBuffer());
    }
}
