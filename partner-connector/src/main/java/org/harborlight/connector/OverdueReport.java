package org.harborlight.connector;

import io.vertx.core.Handler;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import org.harborlight.connector.sweep.Overdue;
import org.harborlight.connector.sweep.OverdueWatch;

/** What the management port shows of overdue deliveries: {@code /overdue}, for each lane and reason. Any thread. */
final class OverdueReport {
    private static final int NAMED = 20;

    private final OverdueWatch watch;

    OverdueReport(OverdueWatch watch) {
        this.watch = watch;
    }

    Map<String, Handler<RoutingContext>> routes() {
        return Map.of("/overdue", context -> context.json(overdue()));
    }

    private JsonArray overdue() {
        return new JsonArray(watch.latest().stream().map(OverdueReport::row).toList());
    }

    private static JsonObject row(Overdue overdue) {
        return new JsonObject()
                .put("partner", overdue.row().partner())
                .put("lane", overdue.row().laneName())
                .put("reason", overdue.row().kind().code())
                .put("count", overdue.count())
                .put("oldest", overdue.oldest())
                .put(
                        "deliveries",
                        new JsonArray(overdue.named().stream()
                                .limit(NAMED)
                                .map(Overdue.Named::deliveryId)
                                .toList()));
    }
}
