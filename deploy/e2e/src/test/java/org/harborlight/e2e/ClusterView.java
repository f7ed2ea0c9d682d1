package org.harborlight.e2e;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/** Looks at the partitions of a cluster, those of Kafka itself too. Used by one thread. */
final class ClusterView implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Admin admin;
    private final int replicas;

    /** @param replicas that each partition should have */
    ClusterView(Map<String, Object> kafka, int replicas) {
        this.admin = Admin.create(kafka);
        this.replicas = replicas;
    }

    Admin admin() {
        return admin;
    }

    /** Waits until every replica of every partition is in sync; gives how long that took. */
    Duration awaitInSync() {
        long began = System.nanoTime();
        await("every replica in sync")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptionsInstanceOf(ExecutionException.class)
                .until(() -> partitions(TopicPartitionInfo::isr).values().stream()
                        .allMatch(inSync -> inSync.size() == replicas));
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** Something about each partition. */
    <T> Map<TopicPartition, T> partitions(Function<TopicPartitionInfo, T> of)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, T> all =
                new TreeMap<>(Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition));
        List<String> names = List.copyOf(admin.listTopics(new ListTopicsOptions().listInternal(true))
                .names()
                .get());
        for (TopicDescription topic :
                admin.describeTopics(names).allTopicNames().get().values()) {
            topic.partitions()
                    .forEach(partition ->
                            all.put(new TopicPartition(topic.name(), partition.partition()), of.apply(partition)));
        }
        return all;
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(5));
    }
}
