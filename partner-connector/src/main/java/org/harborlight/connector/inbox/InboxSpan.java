package org.harborlight.connector.inbox;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.harborlight.connector.store.RecordedEnds;

/**
 * What the partitions of a partner's topics hold now.
 *
 * @param starts the first offset that is still kept
 * @param ends behind the last committed record
 */
record InboxSpan(Map<TopicPartition, Long> starts, Map<TopicPartition, Long> ends) {
    /** Asks the brokers. */
    static InboxSpan of(Consumer<String, byte[]> consumer, Collection<TopicPartition> partitions) {
        return partitions.isEmpty()
                ? new InboxSpan(Map.of(), Map.of())
                : new InboxSpan(consumer.beginningOffsets(partitions), consumer.endOffsets(partitions));
    }

    InboxCursor earliest() {
        return new InboxCursor(starts);
    }

    /** The cursor with a place in every partition; empty where a delivery that it has not passed is kept no longer. */
    Optional<InboxCursor> place(InboxCursor cursor, RecordedEnds recorded) {
        if (!starts.keySet().containsAll(cursor.next().keySet())) {
            return Optional.empty();
        }
        Map<TopicPartition, Long> placed = new HashMap<>();
        for (Map.Entry<TopicPartition, Long> start : starts.entrySet()) {
            OptionalLong known = cursor.at(start.getKey());
            long next = known.orElse(start.getValue());
            boolean lost = next < start.getValue() && recorded.end(start.getKey()) > next;
            if (lost || next > ends.getOrDefault(start.getKey(), 0L)) {
                return Optional.empty();
            }
            placed.put(start.getKey(), Math.max(next, start.getValue()));
        }
        return Optional.of(new InboxCursor(placed));
    }

    /** Where reading ends: behind what the lanes have recorded. */
    Map<TopicPartition, Long> readable(RecordedEnds recorded) {
        Map<TopicPartition, Long> readable = new HashMap<>();
        ends.forEach((partition, end) -> readable.put(partition, Math.min(end, recorded.end(partition))));
        return readable;
    }
}
