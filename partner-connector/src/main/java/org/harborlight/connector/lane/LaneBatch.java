package org.harborlight.connector.lane;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * What a lane has done since its last commit: records to write, and how far it has come. Committed in one transaction
 * after the requests were answered, never before: a delivery that was committed and then not sent would be lost, one that
 * was sent and then not committed is sent again under the same id. Belongs to the lane's thread.
 */
final class LaneBatch {
    private final Map<TopicPartition, Long> positions;
    private final List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
    private final List<Runnable> afterCommit = new ArrayList<>();
    private boolean moved;
    private boolean hurried;

    /** @param positions the next offset in each partition that the lane owns; the batch moves them on */
    LaneBatch(Map<TopicPartition, Long> positions) {
        this.positions = positions;
    }

    void write(ProducerRecord<String, byte[]> record) {
        records.add(record);
    }

    /** The record before this offset, and all before it, are done with. */
    void advance(TopicPartition partition, long next) {
        positions.put(partition, next);
        moved = true;
    }

    /** Runs once this batch stands, and not at all if it does not. */
    void afterCommit(Runnable action) {
        afterCommit.add(action);
    }

    /** Somebody waits for what it holds: it is not kept open any longer. */
    void hurry() {
        hurried = true;
    }

    boolean hurried() {
        return hurried;
    }

    boolean isEmpty() {
        return records.isEmpty() && !moved;
    }

    /**
     * Commits. All positions and the group's metadata go along every time, also where no record was read, so that an
     * instance that has lost its partitions can commit nothing.
     *
     * @throws IllegalStateException when the lane owns no partition: nothing would be checked then
     */
    void commit(Producer<String, byte[]> producer, ConsumerGroupMetadata group) {
        if (positions.isEmpty()) {
            throw new IllegalStateException("a lane without partitions has something to commit");
        }
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        positions.forEach((partition, next) -> offsets.put(partition, new OffsetAndMetadata(next)));
        producer.beginTransaction();
        for (ProducerRecord<String, byte[]> record : records) {
            var _ = producer.send(record);
        }
        producer.sendOffsetsToTransaction(offsets, group);
        producer.commitTransaction();
        afterCommit.forEach(Runnable::run);
    }
}
