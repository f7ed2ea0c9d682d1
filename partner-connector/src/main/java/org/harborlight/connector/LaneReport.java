package org.harborlight.connector;

import io.vertx.core.Handler;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Map;
import org.harborlight.connector.lane.LaneStatus;
import org.harborlight.connector.lane.Lanes;

/** What the management port shows of the lanes: {@code /lanes} and {@code /breakers}. Any thread. */
final class LaneReport {
    private final Lanes lanes;

    LaneReport(Lanes lanes) {
        this.lanes = lanes;
    }

    Map<String, Handler<RoutingContext>> routes() {
        return Map.of("/lanes", context -> context.json(lanes()), "/breakers", context -> context.json(breakers()));
    }

    private JsonArray lanes() {
        JsonArray all = new JsonArray();
        for (LaneStatus status : lanes.status()) {
            JsonObject lane = named(status)
                    .put("mode", status.mode().name().toLowerCase(Locale.ROOT))
                    .put("phase", status.phaseName())
                    .put("pending", status.pending());
            status.reason().ifPresent(reason -> lane.put("reason", reason));
            all.add(lane);
        }
        return all;
    }

    private JsonArray breakers() {
        JsonArray all = new JsonArray();
        lanes.status().forEach(status -> all.add(named(status).put("state", status.breaker())));
        return all;
    }

    private static JsonObject named(LaneStatus status) {
        return new JsonObject()
                .put("partner", status.lane().partnerId())
                .put("lane", status.lane().laneName());
    }
}
