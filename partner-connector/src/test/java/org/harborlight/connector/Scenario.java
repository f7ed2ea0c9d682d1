package org.harborlight.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.harborlight.connector.partner.Push;
import org.harborlight.schemas.DeadLetter;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.DeliveryStatus;
import org.harborlight.schemas.Topics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** What every integration test does: starts connectors and partners of its own, watches the retry ledger, cleans up. */
@ExtendWith(ExchangeExtension.class)
abstract class Scenario {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    final TestExchange exchange;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private TopicTail<DeliveryState> states;

    Scenario(TestExchange exchange) {
        this.exchange = exchange;
    }

    @BeforeEach
    void watch() {
        states = tail(Topics.DELIVERY_STATE, exchange.formats.of(Topics.DELIVERY_STATE, DeliveryState.class)::decode);
    }

    @AfterEach
    void cleanUp() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    <T> TopicTail<T> tail(String topic, java.util.function.Function<byte[], T> decode) {
        return closing(new TopicTail<>(exchange.kafka.bootstrapServers(), topic, decode));
    }

    <T extends AutoCloseable> T closing(T resource) {
        open.push(resource);
        return resource;
    }

    TestPartner partner() {
        return partner(_ -> {});
    }

    TestPartner partner(Consumer<TestPartner> adjust) {
        TestPartner partner =
                new TestPartner(exchange, "p-" + UUID.randomUUID().toString().substring(0, 8));
        adjust.accept(partner);
        return closing(partner).join();
    }

    Connector connector() {
        return connector("one", Map.of());
    }

    Connector connector(String instance, Map<String, String> overrides) {
        return connector(instance, overrides, InstantSource.system());
    }

    Connector connector(String instance, Map<String, String> overrides, InstantSource clock) {
        Map<String, String> settings = new TreeMap<>(exchange.settings(instance));
        settings.putAll(overrides);
        Connector connector = closing(Connector.start(ConnectorConfig.of(settings), clock, new SecureRandom()));
        await().atMost(PATIENCE).until(() -> connector.readiness().ready());
        return connector;
    }

    /** Every state the ledger was in for a delivery, oldest first. */
    List<DeliveryState> history(String deliveryId) {
        return states.all().stream()
                .filter(state -> state.getDeliveryId().equals(deliveryId))
                .toList();
    }

    /** The last one; waits for the first. */
    DeliveryState state(String deliveryId) {
        await().atMost(PATIENCE).until(() -> !history(deliveryId).isEmpty());
        return history(deliveryId).getLast();
    }

    List<DeliveryState> allStates() {
        return states.all();
    }

    DeliveryState awaitState(String deliveryId, DeliveryStatus wanted) {
        await().atMost(PATIENCE).until(() -> {
            List<DeliveryState> history = history(deliveryId);
            return !history.isEmpty() && history.getLast().getState() == wanted;
        });
        long ended = history(deliveryId).stream()
                .filter(state -> state.getState() != DeliveryStatus.PENDING)
                .count();
        assertThat(ended).as("terminal states").isEqualTo(wanted == DeliveryStatus.PENDING ? 0 : 1);
        return state(deliveryId);
    }

    /** Its first state after a failed attempt. */
    DeliveryState awaitFailure(String deliveryId) {
        await().atMost(PATIENCE).until(() -> history(deliveryId).stream().anyMatch(state -> state.getAttempts() > 0));
        return history(deliveryId).stream()
                .filter(state -> state.getAttempts() > 0)
                .findFirst()
                .orElseThrow();
    }

    List<Push> awaitPushes(TestPartner partner, String deliveryId, int count) {
        await().atMost(PATIENCE).until(() -> partner.server.received(deliveryId).size() >= count);
        return partner.server.received(deliveryId);
    }

    /** Reasons of the dead letters from the partner's topics. */
    List<String> deadLetters(TestPartner partner) {
        try (TopicTail<DeadLetter> tail = new TopicTail<>(
                exchange.kafka.bootstrapServers(),
                Topics.DEAD_LETTERS,
                exchange.formats.of(Topics.DEAD_LETTERS, DeadLetter.class)::decode)) {
            tail.all();
            return tail.all().stream()
                    .filter(letter -> letter.getOrigin().getTopic().contains("." + partner.id + "."))
                    .map(DeadLetter::getReason)
                    .toList();
        }
    }
}
