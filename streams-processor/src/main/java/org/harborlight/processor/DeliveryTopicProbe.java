package org.harborlight.processor;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.harborlight.schemas.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows which partner topics exist, by asking the broker now and then on a thread of its own. While the broker does not
 * answer, what was seen last stays. Safe for all threads.
 */
final class DeliveryTopicProbe implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryTopicProbe.class);
    private static final long PATIENCE_SECONDS = 10;

    private final Admin admin;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("delivery-topic-probe").daemon().factory());
    private volatile Set<String> seen = Set.of();

    private DeliveryTopicProbe(Admin admin) {
        this.admin = admin;
    }

    /** Asks once before it returns. */
    static DeliveryTopicProbe start(Map<String, Object> kafka, Duration interval) {
        DeliveryTopicProbe probe = new DeliveryTopicProbe(Admin.create(new HashMap<>(kafka)));
        probe.look();
        var _ = probe.thread.scheduleWithFixedDelay(
                probe::look, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
        return probe;
    }

    Set<String> seen() {
        return seen;
    }

    /** Asks now; also on other threads than its own. */
    void look() {
        try {
            Collection<String> names = admin.listTopics().names().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            Set<String> found = names.stream()
                    .filter(name -> Topics.DELIVERIES.matcher(name).matches())
                    .collect(Collectors.toUnmodifiableSet());
            if (!found.equals(seen)) {
                LOG.atInfo().addKeyValue("count", found.size()).log("partner topics changed");
                seen = found;
            }
        } catch (ExecutionException | TimeoutException e) {
            LOG.atWarn().addKeyValue("reason", e.getClass().getSimpleName()).log("partner topics cannot be listed");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        admin.close(Duration.ofSeconds(5));
    }
}
