package org.harborlight.processor;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.harborlight.kafka.EmbeddedKafka;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Topics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The check of the topics against a real broker. */
class ProcessorTopicsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration RETENTION = Duration.ofDays(90);

    @Test
    void shouldRefuseWithAllThatDoesNotFitWhenTopicsDifferOrForget(@TempDir Path folder) throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder)) {
            Map<String, Object> settings = Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
            try (Admin admin = Admin.create(settings)) {
                admin.createTopics(Topics.fixed(2, (short) 1).stream()
                                .map(spec -> new NewTopic(spec.name(), spec.partitions(), spec.replication())
                                        .configs(spec.configs()))
                                .toList())
                        .all()
                        .get();
                assertThatCode(() -> ProcessorTopics.check(settings, PATIENCE, RETENTION))
                        .doesNotThrowAnyException();
                spoil(admin);
            }

            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThatThrownBy(() -> ProcessorTopics.check(settings, PATIENCE, RETENTION))
                                    .isInstanceOf(IllegalStateException.class)
                                    .hasMessageContaining(
                                            "harborlight.notices.urgent has 2 partitions,"
                                                    + " but harborlight.handovers.urgent, which is read together with it, has 3")
                                    .hasMessageContaining(
                                            "retention.days is 90, but harborlight.outcomes keeps its records for 7 days only"));
        }
    }

    private static void spoil(Admin admin) throws ExecutionException, InterruptedException {
        admin.createPartitions(Map.of(Topics.handovers(Lane.URGENT), NewPartitions.increaseTo(3)))
                .all()
                .get();
        ConfigEntry week = new ConfigEntry(
                TopicConfig.RETENTION_MS_CONFIG,
                Long.toString(Duration.ofDays(7).toMillis()));
        admin.incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.TOPIC, Topics.OUTCOMES),
                        List.of(new AlterConfigOp(week, OpType.SET))))
                .all()
                .get();
    }
}
