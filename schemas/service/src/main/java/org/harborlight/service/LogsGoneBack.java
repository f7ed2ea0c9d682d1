package org.harborlight.service;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * A service refuses to start where a topic ends before what was read of it, or before what stores were made from: the
 * brokers then hold an older copy. Whatever is written next would stand at offsets that count as read, and be skipped
 * without a word. Names all that it finds at once. Blocks; used once, at the start, before anything is read.
 */
public final class LogsGoneBack implements AutoCloseable {
    private final Admin admin;
    private final Duration patience;

    /** @param kafka settings of a Kafka client */
    public LogsGoneBack(Map<String, Object> kafka, Duration patience) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(patience.toMillis()));
        settings.putIfAbsent(
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.toIntExact(Math.min(5_000, patience.toMillis())));
        this.admin = Admin.create(settings);
        this.patience = patience;
    }

    /**
     * Refuses, or returns.
     *
     * @param ours groups whose offsets are looked at
     * @param stored the next offset that stores on this machine were not made from, by partition
     * @throws IllegalStateException naming each place, or when the broker does not answer in time
     */
    public void refuse(Predicate<String> ours, Map<TopicPartition, Long> stored) {
        List<String> problems;
        try {
            problems = new ArrayList<>(readBeyondTheEnd(ours));
            problems.addAll(storedBeyondTheEnd(stored));
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the broker does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking the broker for its offsets", e);
        }
        if (!problems.isEmpty()) {
            throw new IllegalStateException(
                    "the brokers hold less than was seen of them before, as after a restore from a"
                            + " backup; see \"A restored broker\" in deploy/README.md: " + String.join("; ", problems));
        }
    }

    /** Topics that are gone count as ended by somebody on purpose, such as those of a partner who left. */
    private List<String> readBeyondTheEnd(Predicate<String> ours)
            throws ExecutionException, TimeoutException, InterruptedException {
        List<String> problems = new ArrayList<>();
        for (Map.Entry<String, Map<TopicPartition, OffsetAndMetadata>> group :
                new TreeMap<>(committed(ours)).entrySet()) {
            Map<TopicPartition, Long> read = new HashMap<>();
            group.getValue().forEach((partition, offset) -> {
                if (offset != null) {
                    read.put(partition, offset.offset());
                }
            });
            Map<TopicPartition, Long> ends = ends(read.keySet());
            read.keySet().retainAll(ends.keySet());
            behind(read, ends)
                    .forEach((partition, end) -> problems.add(group.getKey() + " has read " + partition + " up to "
                            + read.get(partition) + ", and it ends at " + end));
        }
        return problems;
    }

    private List<String> storedBeyondTheEnd(Map<TopicPartition, Long> stored)
            throws ExecutionException, TimeoutException, InterruptedException {
        List<String> problems = new ArrayList<>();
        behind(stored, ends(stored.keySet()))
                .forEach((partition, end) -> problems.add("a store here was made from " + partition + " up to "
                        + stored.get(partition) + ", and it ends at " + end));
        return problems;
    }

    /** Partitions that end before they should, with their ends. */
    static Map<TopicPartition, Long> behind(Map<TopicPartition, Long> expected, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> behind =
                new TreeMap<>((one, other) -> one.toString().compareTo(other.toString()));
        expected.forEach((partition, least) -> {
            long end = ends.getOrDefault(partition, 0L);
            if (end < least) {
                behind.put(partition, end);
            }
        });
        return behind;
    }

    private Map<String, Map<TopicPartition, OffsetAndMetadata>> committed(Predicate<String> ours)
            throws ExecutionException, TimeoutException, InterruptedException {
        Map<String, ListConsumerGroupOffsetsSpec> asked = new HashMap<>();
        answer(admin.listGroups().all()).stream()
                .map(GroupListing::groupId)
                .filter(ours)
                .forEach(group -> asked.put(group, new ListConsumerGroupOffsetsSpec()));
        return asked.isEmpty()
                ? Map.of()
                : answer(admin.listConsumerGroupOffsets(asked).all());
    }

    /** Without partitions that do not exist. */
    private Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions)
            throws ExecutionException, TimeoutException, InterruptedException {
        Set<String> present = answer(admin.listTopics().names());
        Set<TopicPartition> wanted = new HashSet<>(partitions);
        wanted.removeIf(partition -> !present.contains(partition.topic()));
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        wanted.forEach(partition -> asked.put(partition, OffsetSpec.latest()));
        ListOffsetsResult found = admin.listOffsets(asked);
        Map<TopicPartition, Long> ends = new HashMap<>();
        for (TopicPartition partition : wanted) {
            try {
                ends.put(partition, answer(found.partitionResult(partition)).offset());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
            }
        }
        return ends;
    }

    private <T> T answer(KafkaFuture<T> asked) throws ExecutionException, TimeoutException, InterruptedException {
        return asked.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(5));
    }
}
