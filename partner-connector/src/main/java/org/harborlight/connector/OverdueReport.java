package org.harborlight.connector;

import io.vertx.core.Handler;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
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
        Map<String, JsonObject> groups = new TreeMap<>();
        watch.latest().forEach(found -> add(groups, found));
        return new JsonArray(groups.values().stream().toList());
    }

    private static void add(Map<String, JsonObject> groups, Overdue found) {
        String partner = found.state().getPartnerId();
        String lane = found.state().getLane().name().toLowerCase(Locale.ROOT);
        String reason = found.kind().code();
        JsonObject group = groups.computeIfAbsent(
                partner + "/" + lane + "/" + reason,
                _ -> new JsonObject()
                        .put("partner", partner)
                        .put("lane", lane)
                        .put("reason", reason)
                        .put("count", 0)
                        .put("oldest", found.since())
                        .put("deliveries", new JsonArray()));
        group.put("count", group.getInteger("count") + 1);
        if (found.since().isBefore(group.getInstant("oldest"))) {
            group.put("oldest", found.since());
        }
        JsonArray named = group.getJsonArray("deliveries");
        if (named.size() < NAMED) {
            named.add(found.state().getDeliveryId());
        }
    }
}
