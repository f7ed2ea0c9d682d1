package org.harborlight.connector.inbox;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
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

    /** What a cursor is to what is held. */
    sealed interface Place {
        /** With a place in every partition. */
        record At(InboxCursor cursor) implements Place {}

        /** A delivery that it has not passed is kept no longer. */
        record Expired() implements Place {}

        /** Records before it are kept no longer, and nobody can tell yet whether a delivery was among them. */
        record NotKnown() implements Place {}
    }

    /**
     * Where the cursor stands.
     *
     * @param caughtUp whether all that was recorded before now is known here; asked only where it matters
     */
    Place place(InboxCursor cursor, RecordedEnds recorded, BooleanSupplier caughtUp) {
        if (!starts.keySet().containsAll(cursor.next().keySet())) {
            return new Place.Expired();
        }
        if (isAheadOf(cursor) && !caughtUp.getAsBoolean()) {
            return new Place.NotKnown();
        }
        Map<TopicPartition, Long> placed = new HashMap<>();
        for (Map.Entry<TopicPartition, Long> start : starts.entrySet()) {
            OptionalLong known = cursor.at(start.getKey());
            long next = known.orElse(start.getValue());
            boolean lost = next < start.getValue() && recorded.end(start.getKey()) > next;
            if (lost || next > ends.getOrDefault(start.getKey(), 0L)) {
                return new Place.Expired();
            }
            placed.put(start.getKey(), Math.max(next, start.getValue()));
        }
        return new Place.At(new InboxCursor(placed));
    }

    private boolean isAheadOf(InboxCursor cursor) {
        return cursor.next().entrySet().stream()
                .anyMatch(next -> next.getValue() < starts.getOrDefault(next.getKey(), 0L));
    }

    /** Where reading ends: behind what the lanes have recorded. */
    Map<TopicPartition, Long> readable(RecordedEnds recorded) {
        Map<TopicPartition, Long> readable = new HashMap<>();
        ends.forEach((partition, end) -> readable.put(partition, Math.min(end, recorded.end(partition))));
        return readable;
    }
}
