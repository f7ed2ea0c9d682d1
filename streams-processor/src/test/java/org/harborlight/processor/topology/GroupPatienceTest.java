package org.harborlight.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.harborlight.schemas.Lane;
import org.junit.jupiter.api.Test;

/** How long the thread that gives out tasks waits for a broker that says nothing. */
class GroupPatienceTest {
    /** Kafka refuses a call that may take less than one request. */
    @Test
    void shouldWaitNoLongerForACallThanForARequestWhateverThatIs() {
        for (Object configured : new Object[] {10_000, "45000"}) {
            Map<String, Object> kafka = Map.of(
                    StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
                    "localhost:1",
                    AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                    configured);

            Map<String, Object> admin = admin(kafka);

            assertThat(admin.get(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG))
                    .isEqualTo(configured);
            assertThat(new AdminClientConfig(admin).getInt(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG))
                    .isEqualTo(Integer.parseInt(configured.toString()));
        }
    }

    @Test
    void shouldTakeKafkasOwnPatienceWhenNoneIsConfigured() {
        Map<String, Object> admin = admin(Map.of(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:1"));

        assertThat(admin).containsEntry(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 30_000);
    }

    private static Map<String, Object> admin(Map<String, Object> kafka) {
        LaneSettings settings = LaneSettings.defaults(Lane.STANDARD, Path.of("state"), kafka);
        return new StreamsConfig(StreamsSettings.of(settings)).getAdminConfigs("test");
    }
}
