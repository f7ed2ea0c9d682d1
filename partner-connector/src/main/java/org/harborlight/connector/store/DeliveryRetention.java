package org.harborlight.connector.store;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.harborlight.schemas.Topics;

/**
 * Compares how long partner topics keep their records with how long deliveries are tried: a retry reads its record again,
 * so a record that goes first ends its delivery. Blocks on the broker; thread-safe.
 */
public final class DeliveryRetention {
    private final Admin admin;
    private final Duration patience;

    public DeliveryRetention(Admin admin, Duration patience) {
        this.admin = admin;
        this.patience = patience;
    }

    /**
     * One problem for each partner topic there is that keeps its records no longer than the span.
     *
     * @throws IllegalStateException when the broker does not tell
     */
    public List<String> problems(String key, Duration span) {
        return settings().entrySet().stream()
                .flatMap(topic -> problem(topic.getKey().name(), topic.getValue(), key, span))
                .sorted()
                .toList();
    }

    private static Stream<String> problem(String topic, Config settings, String key, Duration span) {
        boolean deletes =
                value(settings, TopicConfig.CLEANUP_POLICY_CONFIG).contains(TopicConfig.CLEANUP_POLICY_DELETE);
        long kept = Long.parseLong(value(settings, TopicConfig.RETENTION_MS_CONFIG));
        return !deletes || kept < 0 || kept > span.toMillis()
                ? Stream.empty()
                : Stream.of(key + " (" + span.toMillis() + ") must be shorter than " + TopicConfig.RETENTION_MS_CONFIG
                        + " (" + kept + ") of topic " + topic);
    }

    private static String value(Config settings, String name) {
        return settings.get(name).value();
    }

    private Map<ConfigResource, Config> settings() {
        try {
            Collection<ConfigResource> topics =
                    admin.listTopics().names().get(patience.toMillis(), TimeUnit.MILLISECONDS).stream()
                            .filter(name -> Topics.DELIVERIES.matcher(name).matches())
                            .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                            .toList();
            return admin.describeConfigs(topics).all().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the broker does not tell how long partner topics keep their records", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
