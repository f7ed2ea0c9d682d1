package org.harborlight.standalone.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.harborlight.kafka.EmbeddedKafka;
import org.harborlight.schemas.Topics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TopicsAndSubjectsIT {
    private static final String RETENTION = "7200000";

    /** As a version before this one made it. */
    @Test
    void shouldHaveTheBrokersDateCanariesInAnOlderExchangeAndChangeNothingElse(@TempDir Path folder) throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder)) {
            Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
            try (Admin admin = Admin.create(settings)) {
                NewTopic canary = new NewTopic(Topics.CANARY, 1, (short) 1)
                        .configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, RETENTION));
                admin.createTopics(List.of(canary)).all().get();

                int made = new TopicsAndSubjects(1, (short) 1, List.of()).makeTopics(settings);

                assertThat(made).isEqualTo(Topics.fixed(1, (short) 1).size() - 1);
                await().until(() ->
                        canary(admin, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG).equals(Topics.DATED_BY_BROKERS));
                assertThat(canary(admin, TopicConfig.RETENTION_MS_CONFIG)).isEqualTo(RETENTION);
            }
        }
    }

    private static String canary(Admin admin, String setting) throws Exception {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, Topics.CANARY);
        Config settings = Objects.requireNonNull(
                admin.describeConfigs(List.of(topic)).all().get().get(topic));
        return settings.get(setting).value();
    }
}
