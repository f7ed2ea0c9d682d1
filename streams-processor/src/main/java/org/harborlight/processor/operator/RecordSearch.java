package org.harborlight.processor.operator;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Looks for a committed record in a range of a partition. What the broker does not tell in time is neither a record nor
 * the want of one. Blocks; for one thread.
 */
final class RecordSearch {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int MOST_EMPTY_POLLS = 5;

    private final Consumer<byte[], byte[]> consumer;

    /** @param consumer without a group, reads what is committed */
    RecordSearch(Consumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    /** See {@link OffsetSource#nothingBetween}. */
    boolean nothingBetween(TopicPartition partition, long from, long to) {
        try {
            consumer.assign(List.of(partition));
            consumer.seek(partition, from);
            long before = from;
            int empty = 0;
            while (before < to) {
                if (!consumer.poll(POLL).isEmpty()) {
                    return false;
                }
                long position = consumer.position(partition);
                empty = position > before ? 0 : empty + 1;
                if (empty > MOST_EMPTY_POLLS) {
                    throw new TimeoutException("no records and no progress in " + empty + " polls");
                }
                before = position;
            }
            return true;
        } catch (KafkaException e) {
            throw new OffsetsUnavailableException("records", e);
        }
    }
}
