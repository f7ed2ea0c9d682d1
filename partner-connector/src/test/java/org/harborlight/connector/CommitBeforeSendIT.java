package org.harborlight.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.harborlight.connector.partner.Behaviour;
import org.harborlight.connector.store.LaneId;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.DeliveryStatus;
import org.harborlight.schemas.Lane;
import org.junit.jupiter.api.Test;

/**
 * A lane is torn down while a request is in flight that its partner does not take. What was not committed is sent again;
 * the second test commits before sending and shows what the order is for.
 */
class CommitBeforeSendIT extends Scenario {
    /** Two versions of one case, so that the second is worked on after the first and in the same partition. */
    private record Versions(String torn, String next) {}

    CommitBeforeSendIT(TestExchange exchange) {
        super(exchange);
    }

    @Test
    void shouldSendAgainWhenTheLaneFailsBeforeItsCommit() {
        TestPartner partner = partner();

        Versions versions = tearDownWhileSending(partner, Map.of());

        assertThat(lost(partner)).isEmpty();
        assertThat(state(versions.torn()).getState()).isEqualTo(DeliveryStatus.RECEIPTED);
        assertThat(partner.server.received(versions.torn())).hasSize(2);
    }

    @Test
    void shouldLoseTheDeliveryWhenTheCommitComesBeforeTheRequest() {
        TestPartner partner = partner();

        Versions versions =
                tearDownWhileSending(partner, Map.of("kafka.interceptor.classes", CommitFirst.class.getName()));

        assertThat(lost(partner)).containsExactly(versions.torn());
        assertThat(partner.server.received(versions.torn())).hasSize(1);
    }

    private Versions tearDownWhileSending(TestPartner partner, Map<String, String> variant) {
        Map<String, String> overrides = new HashMap<>(variant);
        overrides.put("lane.restart.ms", "100");
        overrides.put("push.timeout.ms", "60000");
        overrides.put("push.retry.steps.ms", "60000");
        connector("one", overrides);
        partner.server.behave(new Behaviour.Hang());
        String caseId = "case-" + UUID.randomUUID();
        String torn = exchange.deliver(Deliveries.to(partner.id, Lane.STANDARD, caseId, 1));
        awaitPushes(partner, torn, 1);
        fence(new LaneId(partner.id, Lane.STANDARD));
        partner.server.behave(Behaviour.echo());
        partner.server.dropHanging();
        String next = exchange.deliver(Deliveries.to(partner.id, Lane.STANDARD, caseId, 2));
        awaitState(next, DeliveryStatus.RECEIPTED);
        return new Versions(torn, next);
    }

    /** Takes the lane's transactional id away, as an instance does that was started in its place. */
    private void fence(LaneId lane) {
        Map<String, Object> settings = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                exchange.kafka.bootstrapServers(),
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                "connector-one-" + lane.name());
        try (Producer<String, byte[]> usurper =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            usurper.initTransactions();
        }
    }

    /**
     * Deliveries that are pending and that no lane remembers, once a later record of the same partition is settled: no
     * one will ever send them.
     */
    private List<String> lost(TestPartner partner) {
        Map<String, DeliveryState> latest = new HashMap<>();
        allStates().forEach(state -> latest.put(state.getDeliveryId(), state));
        return latest.values().stream()
                .filter(state -> state.getPartnerId().equals(partner.id))
                .filter(state -> state.getState() == DeliveryStatus.PENDING && state.getSource() == null)
                .map(DeliveryState::getDeliveryId)
                .toList();
    }
}
