package org.harborlight.processor.operator;

import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the processor adds to its management port: {@code /balance}, {@code /health} and {@code /topology}. */
public final class OperatorRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(OperatorRoutes.class);

    private final OperatorDesk desk;
    private final Supplier<Map<String, String>> topologies;

    /** @param topologies descriptions by name of the application */
    public OperatorRoutes(OperatorDesk desk, Supplier<Map<String, String>> topologies) {
        this.desk = desk;
        this.topologies = topologies;
    }

    public Map<String, Handler<RoutingContext>> all() {
        return Map.of("/balance", this::balance, "/health", this::health, "/topology", this::topology);
    }

    private void balance(RoutingContext context) {
        answer(context, desk.balance(), found -> balance(context, found));
    }

    private static void balance(RoutingContext context, Optional<Balance> found) {
        if (found.isPresent()) {
            end(context, 200, BalanceJson.of(found.get()));
        } else {
            context.response().putHeader("retry-after", "1");
            end(context, 503, new JsonObject().put("exact", false).put("reason", "the ledger cannot tell now"));
        }
    }

    private void health(RoutingContext context) {
        answer(context, desk.health(), health -> end(context, 200, HealthJson.of(health)));
    }

    private void topology(RoutingContext context) {
        JsonObject json = new JsonObject();
        topologies.get().forEach(json::put);
        end(context, 200, json);
    }

    /** The desk's thread completes it; the answer goes out on the connection's own. */
    private static <T> void answer(RoutingContext context, CompletionStage<T> asked, Consumer<T> done) {
        var io = context.vertx().getOrCreateContext();
        var _ = asked.whenComplete((found, fault) -> io.runOnContext(_ -> {
            if (fault == null) {
                done.accept(found);
            } else {
                LOG.atError().setCause(fault).log("operator's question failed");
                end(context, 500, new JsonObject().put("reason", "fault"));
            }
        }));
    }

    private static void end(RoutingContext context, int status, JsonObject json) {
        context.response().setStatusCode(status);
        var _ = context.json(json);
    }
}
