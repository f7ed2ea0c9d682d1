package org.harborlight.processor.redrive;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.harborlight.schemas.CommandResult;
import org.harborlight.schemas.Origin;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.WireFormat;
import org.harborlight.service.TopicReader;

/**
 * What a redrive looks up, each time anew, since commands are rare: single records, and which commands were answered.
 *
 * @param records the record at a place, empty where it is gone
 * @param answers place of the command record that was answered under this id
 */
record RedriveSources(
        Function<Origin, Optional<ConsumerRecord<String, byte[]>>> records,
        Function<String, Optional<Origin>> answers) {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    static RedriveSources of(Map<String, Object> kafka, WireFormat<CommandResult> results) {
        return new RedriveSources(place -> fetch(kafka, place), commandId -> answered(kafka, results, commandId));
    }

    Optional<ConsumerRecord<String, byte[]>> record(Origin place) {
        return records.apply(place);
    }

    Optional<Origin> answered(String commandId) {
        return answers.apply(commandId);
    }

    private static Optional<ConsumerRecord<String, byte[]>> fetch(Map<String, Object> kafka, Origin place) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        try (TopicReader reader = new TopicReader(settings)) {
            return find(reader, place);
        }
    }

    /**
     * Whoever wrote the command may name a place that never was: that is no record, as one that is gone. Only what may
     * be there and cannot be read is a fault.
     *
     * @param reader of committed records that resets no offset
     */
    static Optional<ConsumerRecord<String, byte[]>> find(Consumer<String, byte[]> reader, Origin place) {
        TopicPartition partition = new TopicPartition(place.getTopic(), place.getPartition());
        if (place.getOffset() < 0 || !exists(reader, partition)) {
            return Optional.empty();
        }
        try {
            reader.assign(List.of(partition));
            reader.seek(partition, place.getOffset());
            ConsumerRecords<String, byte[]> found = reader.poll(PATIENCE);
            if (!found.isEmpty()) {
                ConsumerRecord<String, byte[]> first = found.iterator().next();
                return first.offset() == place.getOffset() ? Optional.of(first) : Optional.empty();
            }
            if (reader.position(partition) > place.getOffset() || place.getOffset() >= end(reader, partition)) {
                return Optional.empty();
            }
            throw new IllegalStateException("the record that a command names cannot be read");
        } catch (OffsetOutOfRangeException e) {
            return Optional.empty();
        }
    }

    /** A topic of which no partition is known is not known itself, as by a broker that has just begun. */
    private static boolean exists(Consumer<String, byte[]> reader, TopicPartition partition) {
        List<PartitionInfo> partitions = reader.partitionsFor(partition.topic());
        if (partitions.isEmpty()) {
            throw new IllegalStateException("the topic that a command names is not known");
        }
        return partitions.stream().anyMatch(one -> one.partition() == partition.partition());
    }

    private static long end(Consumer<String, byte[]> reader, TopicPartition partition) {
        return reader.endOffsets(List.of(partition)).getOrDefault(partition, Long.MIN_VALUE);
    }

    private static Optional<Origin> answered(
            Map<String, Object> kafka, WireFormat<CommandResult> results, String commandId) {
        AtomicReference<Optional<Origin>> answered = new AtomicReference<>(Optional.empty());
        try (TopicReader reader = new TopicReader(kafka)) {
            List<TopicPartition> partitions = reader.partitionsFor(Topics.COMMAND_RESULTS).stream()
                    .map(found -> new TopicPartition(found.topic(), found.partition()))
                    .toList();
            reader.readToEnd(partitions, record -> {
                if (commandId.equals(record.key()) && record.value() != null) {
                    answered.set(Optional.of(results.decode(record.value()).getCommand()));
                }
            });
        }
        return answered.get();
    }
}
