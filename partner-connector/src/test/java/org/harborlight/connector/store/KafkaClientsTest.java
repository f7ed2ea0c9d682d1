package org.harborlight.connector.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.harborlight.schemas.Lane;
import org.junit.jupiter.api.Test;

class KafkaClientsTest {
    private final KafkaClients clients = new KafkaClients(Map.of("bootstrap.servers", "127.0.0.1:9"), "one");

    @Test
    void shouldKnowTheGroupsOfItsLanesAndWebhooks() {
        LaneId lane = new LaneId("police", Lane.URGENT);
        try (Consumer<String, byte[]> ofLane = clients.lane(lane);
                Consumer<String, byte[]> ofWebhook = clients.webhook("chat")) {
            assertThat(KafkaClients.ownGroup(ofLane.groupMetadata().groupId())).isTrue();
            assertThat(KafkaClients.ownGroup(ofWebhook.groupMetadata().groupId()))
                    .isTrue();
        }
        assertThat(KafkaClients.ownGroup("harborlight-processor")).isFalse();
    }
}
