package org.harborlight.connector.store;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.harborlight.schemas.Topics;

/**
 * How long partner topics keep their records: a retry and a redrive read a delivery's record again, so a record that goes
 * first ends its delivery. Blocks on the broker; thread-safe.
 */
public final class DeliveryRetention {
    private final Admin admin;
    private final Duration patience;

    public DeliveryRetention(Admin admin, Duration patience) {
        this.admin = admin;
        this.patience = patience;
    }

    /**
     * Of every partner topic there is; empty for one that keeps its records for ever.
     *
     * @throws IllegalStateException when the broker does not tell
     */
    public Map<String, Optional<Duration>> all() {
        return of(answer(admin.listTopics().names()).stream()
                .filter(name -> Topics.DELIVERIES.matcher(name).matches())
                .toList());
    }

    /** Of these topics, which must be there. */
    public Map<String, Optional<Duration>> of(Collection<String> topics) {
        List<ConfigResource> asked = topics.stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        Map<String, Optional<Duration>> kept = new HashMap<>();
        answer(admin.describeConfigs(asked).all()).forEach((topic, settings) -> kept.put(topic.name(), kept(settings)));
        return kept;
    }

    private static Optional<Duration> kept(Config settings) {
        boolean deletes =
                settings.get(TopicConfig.CLEANUP_POLICY_CONFIG).value().contains(TopicConfig.CLEANUP_POLICY_DELETE);
        long millis =
                Long.parseLong(settings.get(TopicConfig.RETENTION_MS_CONFIG).value());
        return deletes && millis >= 0 ? Optional.of(Duration.ofMillis(millis)) : Optional.empty();
    }

    private <T> T answer(KafkaFuture<T> asked) {
        return BrokerAnswer.to(asked, patience, "the broker does not tell how long partner topics keep their records");
    }
}
