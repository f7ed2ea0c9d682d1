package org.harborlight.processor.operator;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Asks the management ports of the connectors, all at once, which breakers are not closed, which deliveries are overdue,
 * and which webhooks of submitters do not answer. Every connector looks at all deliveries, so the same ones are not
 * counted twice. Blocks for a few seconds at most; for one thread at a time.
 */
final class ConnectorWatch implements AutoCloseable {
    private final List<URI> connectors;
    private final ConnectorPort port = new ConnectorPort();

    /** What one connector shows; one that does not show its breakers is asked no more. */
    private record Answers(
            String connector,
            Optional<List<HealthFacts.Breaker>> breakers,
            Optional<List<HealthFacts.Overdue>> overdue,
            Optional<List<HealthFacts.Webhook>> webhooks) {}

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
        List<HealthFacts.Webhook> webhooks = new ArrayList<>();
        List<String> silent = new ArrayList<>();
        for (Answers answers : ask()) {
            answers.breakers()
                    .ifPresentOrElse(
                            breakers -> breakers.stream()
                                    .filter(breaker -> !breaker.state().equals("closed"))
                                    .forEach(open::add),
                            () -> open.add(new HealthFacts.Breaker(answers.connector(), "does not answer")));
            answers.overdue()
                    .ifPresentOrElse(
                            found -> found.forEach(one -> overdue.merge(
                                    one.lane() + " " + one.reason(), one, (a, b) -> a.count() >= b.count() ? a : b)),
                            () -> silent.add(answers.connector()));
            answers.webhooks()
                    .ifPresent(found -> found.stream()
                            .filter(webhook -> webhook.since().isPresent()
                                    || webhook.lastGivenUp().isPresent()
                                    || webhook.phase().equals("failed"))
                            .forEach(webhooks::add));
        }
        return Optional.of(new HealthFacts.Connectors(
                List.copyOf(open), List.copyOf(overdue.values()), List.copyOf(webhooks), List.copyOf(silent)));
    }

    /** All at once: those that do not answer take no longer than one of them. */
    private List<Answers> ask() {
        List<CompletableFuture<Answers>> asked = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            connectors.forEach(connector -> asked.add(CompletableFuture.supplyAsync(() -> ask(connector), threads)));
        }
        return asked.stream().map(CompletableFuture::join).toList();
    }

    private Answers ask(URI connector) {
        Optional<List<HealthFacts.Breaker>> breakers = port.ask(connector, "/breakers", ConnectorWatch::breaker);
        if (breakers.isEmpty()) {
            return new Answers(connector.getAuthority(), breakers, Optional.empty(), Optional.empty());
        }
        return new Answers(
                connector.getAuthority(),
                breakers,
                port.ask(connector, "/overdue", ConnectorWatch::overdue),
                port.ask(connector, "/webhooks", ConnectorWatch::webhook));
    }

    private static HealthFacts.Webhook webhook(JsonObject webhook) {
        return new HealthFacts.Webhook(
                text(webhook, "submitter", ""),
                text(webhook, "phase", ""),
                Optional.ofNullable(webhook.getInstant("oldest")),
                Optional.ofNullable(webhook.getInstant("lastGivenUp")));
    }

    private static HealthFacts.Breaker breaker(JsonObject breaker) {
        return new HealthFacts.Breaker(lane(breaker), text(breaker, "state", "unknown"));
    }

    private static HealthFacts.Overdue overdue(JsonObject group) {
        return new HealthFacts.Overdue(lane(group), text(group, "reason", ""), group.getInteger("count", 0));
    }

    private static String text(JsonObject of, String name, String otherwise) {
        return Objects.requireNonNull(of.getString(name, otherwise));
    }

    private static String lane(JsonObject of) {
        return of.getString("partner", "") + "/" + of.getString("lane", "");
    }

    @Override
    public void close() {
        port.close();
    }
}
