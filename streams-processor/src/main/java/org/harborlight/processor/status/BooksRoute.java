package org.harborlight.processor.status;

import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** {@code GET /v1/ledger/partial}: what this instance has counted, for the other instances. */
final class BooksRoute implements Handler<RoutingContext> {
    static final String PATH = "/v1/ledger/partial";

    private final LedgerApplication ledger;

    BooksRoute(LedgerApplication ledger) {
        this.ledger = ledger;
    }

    @Override
    public void handle(RoutingContext context) {
        context.vertx()
                .executeBlocking(ledger::books, false)
                .onSuccess(books -> answer(context, books))
                .onFailure(context::fail);
    }

    private static void answer(RoutingContext context, Optional<LedgerBooks> books) {
        if (books.isPresent()) {
            var _ = context.json(JsonObject.mapFrom(books.get()));
        } else {
            ServiceProblem.UNAVAILABLE.answer(context);
        }
    }
}
