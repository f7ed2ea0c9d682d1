package org.harborlight.connector.store;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Tells whether a partner topic has been made; a yes is remembered. Thread-safe; asking blocks on the broker. */
public final class TopicProbe {
    private static final long PATIENCE_SECONDS = 15;

    private final Admin admin;
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    public TopicProbe(Admin admin) {
        this.admin = admin;
    }

    public boolean exists(String topic) {
        if (seen.contains(topic)) {
            return true;
        }
        try {
            admin.describeTopics(List.of(topic)).allTopicNames().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            seen.add(topic);
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw new IllegalStateException("the broker does not tell whether a topic exists", e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("the broker does not tell whether a topic exists", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
