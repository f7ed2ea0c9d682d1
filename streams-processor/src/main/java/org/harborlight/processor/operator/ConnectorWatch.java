package org.harborlight.processor.operator;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Asks the management ports of the connectors which breakers are not closed and which deliveries are overdue. Every
 * connector looks at all deliveries, so the same ones are not counted twice. Blocks; for one thread at a time.
 */
final class ConnectorWatch implements AutoCloseable {
    private final List<URI> connectors;
    private final ConnectorPort port = new ConnectorPort();

    ConnectorWatch(List<URI> connectors) {
        this.connectors = List.copyOf(connectors);
    }

    /** Empty where no connector is configured. One that does not answer stands among the breakers itself. */
    Optional<HealthFacts.Connectors> look() {
        if (connectors.isEmpty()) {
            return Optional.empty();
        }
        List<HealthFacts.Breaker> open = new ArrayList<>();
        Map<String, HealthFacts.Overdue> overdue = new TreeMap<>();
        for (URI connector : connectors) {
            port.ask(connector, "/breakers")
                    .ifPresentOrElse(
                            breakers -> open.addAll(open(breakers)),
                            () -> open.add(new HealthFacts.Breaker(connector.getAuthority(), "does not answer")));
            port.ask(connector, "/overdue")
                    .ifPresent(found -> overdue(found)
                            .forEach(one -> overdue.merge(
                                    one.lane() + " " + one.reason(), one, (a, b) -> a.count() >= b.count() ? a : b)));
        }
        return Optional.of(new HealthFacts.Connectors(List.copyOf(open), List.copyOf(overdue.values())));
    }

    private static List<HealthFacts.Breaker> open(JsonArray breakers) {
        List<HealthFacts.Breaker> open = new ArrayList<>();
        for (int i = 0; i < breakers.size(); i++) {
            JsonObject breaker = breakers.getJsonObject(i);
            String state = breaker.getString("state", "unknown");
            if (!state.equals("closed")) {
                open.add(new HealthFacts.Breaker(lane(breaker), state));
            }
        }
        return open;
    }

    private static List<HealthFacts.Overdue> overdue(JsonArray found) {
        List<HealthFacts.Overdue> overdue = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            JsonObject group = found.getJsonObject(i);
            overdue.add(
                    new HealthFacts.Overdue(lane(group), group.getString("reason", ""), group.getInteger("count", 0)));
        }
        return overdue;
    }

    private static String lane(JsonObject of) {
        return of.getString("partner", "") + "/" + of.getString("lane", "");
    }

    @Override
    public void close() {
        port.close();
    }
}
