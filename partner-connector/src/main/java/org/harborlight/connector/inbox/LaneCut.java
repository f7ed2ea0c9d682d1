package org.harborlight.connector.inbox;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * A stretch of one lane's partitions, read in the order of the records' times. Only partitions of which no record is at
 * hand are asked for more, so that memory stays small. For one thread, which owns the consumer meanwhile.
 */
final class LaneCut {
    private final Consumer<String, byte[]> consumer;
    private final Map<TopicPartition, Long> ends;
    private final Map<TopicPartition, Deque<ConsumerRecord<String, byte[]>>> read = new HashMap<>();

    /**
     * Places the consumer.
     *
     * @param from the first offset in each partition
     * @param ends the first offset in each partition that does not belong to the stretch
     */
    LaneCut(Consumer<String, byte[]> consumer, Map<TopicPartition, Long> from, Map<TopicPartition, Long> ends) {
        this.consumer = consumer;
        this.ends = ends;
        consumer.assign(from.keySet());
        from.forEach(consumer::seek);
        from.keySet().forEach(partition -> read.put(partition, new ArrayDeque<>()));
    }

    /**
     * The oldest record that is left; empty at the end.
     *
     * @throws SlowBrokerException when the brokers do not tell in time which one that is
     */
    Optional<ConsumerRecord<String, byte[]>> next(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        for (Collection<TopicPartition> open = open(); !open.isEmpty(); open = open()) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                throw new SlowBrokerException();
            }
            fetch(open, Duration.ofNanos(left));
        }
        return read.values().stream()
                .filter(records -> !records.isEmpty())
                .min(Comparator.comparingLong(records -> records.getFirst().timestamp()))
                .map(Deque::removeFirst);
    }

    /** Partitions that may hold more and of which nothing is at hand. */
    private List<TopicPartition> open() {
        return read.entrySet().stream()
                .filter(partition -> partition.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .filter(partition -> consumer.position(partition) < end(partition))
                .toList();
    }

    private void fetch(Collection<TopicPartition> open, Duration patience) {
        consumer.pause(read.keySet());
        consumer.resume(open);
        for (ConsumerRecord<String, byte[]> record : consumer.poll(patience)) {
            TopicPartition partition = new TopicPartition(record.topic(), record.partition());
            if (record.offset() < end(partition)) {
                read.computeIfAbsent(partition, _ -> new ArrayDeque<>()).add(record);
            }
        }
    }

    private long end(TopicPartition partition) {
        return ends.getOrDefault(partition, 0L);
    }

    /** The brokers do not answer in time. */
    static final class SlowBrokerException extends RuntimeException {
        SlowBrokerException() {
            super("the brokers do not answer in time");
        }
    }
}
