package org.harborlight.service;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * A service refuses to start where a topic that it needs is missing, instead of making one with the wrong settings. One that
 * the brokers do not let it use looks the same: they do not show it.
 */
public final class RequiredTopics {
    private RequiredTopics() {}

    /**
     * Blocks until the broker has answered.
     *
     * @throws IllegalStateException naming what is missing, or when the broker does not answer in time
     */
    public static void check(Map<String, Object> kafka, Collection<String> needed, Duration patience) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(patience.toMillis()));
        settings.putIfAbsent(
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.toIntExact(Math.min(5_000, patience.toMillis())));
        try (Admin admin = Admin.create(settings)) {
            Set<String> present = admin.listTopics().names().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            List<String> missing = needed.stream()
                    .filter(topic -> !present.contains(topic))
                    .sorted()
                    .toList();
            if (!missing.isEmpty()) {
                throw new IllegalStateException(
                        "topics are missing (run init first) or not shown to this service by the brokers' access control: "
                                + String.join(", ", missing));
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the broker does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking the broker for its topics", e);
        }
    }
}
