package org.harborlight.connector.lane;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.harborlight.schemas.Origin;
import org.jspecify.annotations.Nullable;

/**
 * Reads a delivery again from where it stood, for a retry. Its consumer is made at the first retry and belongs to the
 * lane's thread.
 */
final class RecordFetcher implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Supplier<Consumer<String, byte[]>> make;
    private @Nullable Consumer<String, byte[]> consumer;
    private @Nullable TopicPartition assigned;

    RecordFetcher(Supplier<Consumer<String, byte[]>> make) {
        this.make = make;
    }

    /**
     * Empty when the record is gone.
     *
     * @throws IllegalStateException when the broker does not answer in time
     */
    Optional<ConsumerRecord<String, byte[]>> fetch(Origin origin) {
        Consumer<String, byte[]> reader = consumer == null ? make.get() : consumer;
        consumer = reader;
        TopicPartition partition = new TopicPartition(origin.getTopic(), origin.getPartition());
        boolean same = partition.equals(assigned);
        if (!same) {
            reader.assign(List.of(partition));
            assigned = partition;
        }
        if (!same || reader.position(partition) != origin.getOffset()) {
            reader.seek(partition, origin.getOffset());
        }
        try {
            ConsumerRecords<String, byte[]> found = reader.poll(PATIENCE);
            if (found.isEmpty()) {
                throw new IllegalStateException("the record of a pending delivery cannot be read");
            }
            ConsumerRecord<String, byte[]> first = found.iterator().next();
            return first.offset() == origin.getOffset() ? Optional.of(first) : Optional.empty();
        } catch (OffsetOutOfRangeException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        if (consumer != null) {
            consumer.close();
        }
    }
}
