package org.harborlight.connector.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

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

    /** These were taken in, and their watcher knows of them. */
    void moved(Consumer<?, ?> consumer, ConsumerRecords<String, byte[]> records, Instant now) {
        for (TopicPartition partition : consumer.assignment()) {
            next.put(partition, consumer.position(partition));
            if (consumer.currentLag(partition).orElse(-1) == 0) {
                caughtUp.put(partition, now);
            }
        }
        records.partitions()
                .forEach(partition ->
                        taken.put(partition, records.records(partition).getLast()));
    }

    /** From where a later process may go on; empty until every partition was read to its end once. */
    Optional<ViewCheckpoint> checkpoint(String topicId, JsonNode memory) {
        if (next.isEmpty() || !caughtUp.keySet().containsAll(next.keySet())) {
            return Optional.empty();
        }
        taken.forEach((partition, record) -> known.put(partition, ViewCheckpoint.Last.of(record)));
        taken.clear();
        Instant oldest =
                caughtUp.values().stream().min(Comparator.naturalOrder()).orElse(Instant.EPOCH);
        List<ViewCheckpoint.Place> places =
                next.entrySet().stream().map(this::place).toList();
        return Optional.of(new ViewCheckpoint(ViewCheckpoint.LAYOUT, topicId, oldest.toEpochMilli(), places, memory));
    }

    private ViewCheckpoint.Place place(Map.Entry<TopicPartition, Long> to) {
        ViewCheckpoint.@Nullable Last last = known.get(to.getKey());
        return new ViewCheckpoint.Place(to.getKey().partition(), to.getValue(), last);
    }

    void goOnFrom(String topic, ViewCheckpoint checkpoint) {
        for (ViewCheckpoint.Place place : checkpoint.places()) {
            TopicPartition partition = new TopicPartition(topic, place.partition());
            if (place.last() != null) {
                known.put(partition, place.last());
            }
            next.put(partition, place.next());
        }
    }
}
