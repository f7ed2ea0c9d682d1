package org.harborlight.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.streams.StreamsConfig;
import org.harborlight.schemas.Lane;
import org.harborlight.service.ConfigFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long the thread that gives out tasks waits for a broker that says nothing. */
class GroupPatienceTest {
    @TempDir
    private Path folder;

    /** Kafka refuses a call that may take less than one request. */
    @Test
    void shouldWaitForAQuestionHalfAsLongAsForARecordAndAtMostFiveSeconds() {
        for (Object configured : new Object[] {10_000, "6000 ", "45000"}) {
            StreamsConfig streams = streams(Map.of(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, configured));
            int half = configured.equals("6000 ") ? 3_000 : 5_000;

            AdminClientConfig admin = new AdminClientConfig(streams.getAdminConfigs("test"));
            assertThat(admin.getInt(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG))
                    .isEqualTo(half);
            assertThat(admin.getInt(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG))
                    .isEqualTo(half);
            assertThat(streams.getRestoreConsumerConfigs("test"))
                    .containsEntry(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, half);
            assertThat(streams.getMainConsumerConfigs("group", "test", 0))
                    .as("a member waits for the leader of its group")
                    .containsEntry(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, configured);
            assertThat(streams.getProducerConfigs("test"))
                    .containsEntry(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, configured);
        }
    }

    @Test
    void shouldLeaveTheClientForTopicsToTheOperatorWhoSetsItsPatience() {
        AdminClientConfig slow = admin(Map.of("admin.request.timeout.ms", "20000"));
        assertThat(slow.getInt(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG)).isEqualTo(20_000);
        assertThat(slow.getInt(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG)).isEqualTo(60_000);

        AdminClientConfig quick = admin(Map.of("admin.default.api.timeout.ms", "3000"));
        assertThat(quick.getInt(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG))
                .isEqualTo(3_000);
    }

    private static AdminClientConfig admin(Map<String, Object> kafka) {
        return new AdminClientConfig(streams(kafka).getAdminConfigs("test"));
    }

    @Test
    void shouldOutlastEachQuestionWithItsMembershipByDefault() throws IOException {
        Path file = Files.writeString(folder.resolve("service.properties"), "kafka.bootstrap.servers=localhost:1\n");

        StreamsConfig streams = streams(ConfigFile.load(file, new ConfigDef()).kafka());

        assertThat(streams.getRestoreConsumerConfigs("test"))
                .containsEntry(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        assertThat(streams.getMainConsumerConfigs("group", "test", 0))
                .containsEntry(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000)
                .containsEntry(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
    }

    private static StreamsConfig streams(Map<String, Object> kafka) {
        Map<String, Object> all = new HashMap<>(kafka);
        all.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:1");
        return new StreamsConfig(StreamsSettings.of(LaneSettings.defaults(Lane.STANDARD, Path.of("state"), all)));
    }
}
