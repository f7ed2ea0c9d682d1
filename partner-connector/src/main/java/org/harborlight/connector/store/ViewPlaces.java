package org.harborlight.connector.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/** How far a view has come in each partition. Moved by the view's thread; any thread may ask how far. */
final class ViewPlaces {
    private final Map<TopicPartition, Long> next = new ConcurrentHashMap<>();
    private final Map<TopicPartition, ConsumerRecord<String, byte[]>> taken = new HashMap<>();
    private final Map<TopicPartition, ViewCheckpoint.Last> known = new HashMap<>();
    private final Map<TopicPartition, Instant> caughtUp = new HashMap<>();

    boolean reached(Map<TopicPartition, Long> marks) {
        return marks.entrySet().stream().allMatch(mark -> next.getOrDefault(mark.getKey(), -1L) >= mark.getValue());
    }

    /** Takes all partitions of the topic and goes to where each goes on, its beginning where nothing of it was read. */
    void seek(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        consumer.assign(partitions);
        for (TopicPartition partition : partitions) {
            Long from = next.get(partition);
            if (from == null) {
                consumer.seekToBeginning(List.of(partition));
            } else {
                consumer.seek(partition, from);
            }
        }
    }

    /**
     * These were taken in, and their watcher knows of them.
     *
     * @return false where a partition has gone back: the brokers have lost what was read of it
     */
    boolean moved(Consumer<?, ?> consumer, ConsumerRecords<String, byte[]> records) {
        boolean onward = true;
        for (TopicPartition partition : consumer.assignment()) {
            long position = consumer.position(partition);
            Long before = next.put(partition, position);
            onward &= before == null || before <= position;
        }
        records.partitions()
                .forEach(partition ->
                        taken.put(partition, records.records(partition).getLast()));
        return onward;
    }

    /**
     * The brokers have told where the partitions end.
     *
     * @param asked when they were asked
     * @return how long it is, at most, that a partition was not known to be read to its end; zero where it never was
     */
    Duration ends(Map<TopicPartition, Long> ends, Instant asked) {
        Duration longest = Duration.ZERO;
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            Instant before = caughtUp.get(end.getKey());
            if (before != null && longest.compareTo(Duration.between(before, asked)) < 0) {
                longest = Duration.between(before, asked);
            }
            if (next.getOrDefault(end.getKey(), -1L) >= end.getValue()) {
                caughtUp.put(end.getKey(), asked);
            }
        }
        return longest;
    }

    /** Whether every partition was read to its end once. */
    boolean complete() {
        return !next.isEmpty() && caughtUp.keySet().containsAll(next.keySet());
    }

    /** From where a later process may go on; of one that is complete. */
    ViewCheckpoint checkpoint(String topicId, JsonNode memory) {
        taken.forEach((partition, record) -> known.put(partition, ViewCheckpoint.Last.of(record)));
        taken.clear();
        Instant oldest =
                caughtUp.values().stream().min(Comparator.naturalOrder()).orElse(Instant.EPOCH);
        List<ViewCheckpoint.Place> places = known.entrySet().stream()
                .map(last -> new ViewCheckpoint.Place(last.getKey().partition(), last.getValue()))
                .toList();
        return new ViewCheckpoint(ViewCheckpoint.LAYOUT, topicId, oldest.toEpochMilli(), places, memory);
    }

    void goOnFrom(String topic, ViewCheckpoint checkpoint) {
        for (ViewCheckpoint.Place place : checkpoint.places()) {
            TopicPartition partition = new TopicPartition(topic, place.partition());
            known.put(partition, place.last());
            next.put(partition, place.last().offset() + 1);
        }
    }
}
