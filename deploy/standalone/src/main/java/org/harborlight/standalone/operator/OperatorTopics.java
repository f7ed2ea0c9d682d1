package org.harborlight.standalone.operator;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.AvroTrust;
import org.harborlight.schemas.codec.WireFormats;
import org.harborlight.schemas.registry.SchemaRegistry;
import org.harborlight.service.TopicReader;

/**
 * An exchange's topics as an operator reads them: outside any group, committed records only, and nothing is written but
 * commands and directory entries. For one thread.
 */
public final class OperatorTopics implements AutoCloseable {
    private final Map<String, Object> kafka;
    private final SchemaRegistry registry;
    private final WireFormats formats;

    /**
     * Connects.
     *
     * @param kafka settings of a Kafka client
     * @param registryUrl base URL of the Confluent API
     */
    public OperatorTopics(Map<String, Object> kafka, String registryUrl) {
        AvroTrust.install();
        this.kafka = Map.copyOf(kafka);
        this.registry = new SchemaRegistry(registryUrl, Map.of());
        this.formats = new WireFormats(registry);
    }

    public WireFormats formats() {
        return formats;
    }

    public Map<String, Object> kafka() {
        return kafka;
    }

    public SchemaRegistry registry() {
        return registry;
    }

    public TopicReader reader() {
        return new TopicReader(kafka);
    }

    /** Where the one partition of topic commands ends now. */
    public long commandsEnd() {
        TopicPartition commands = new TopicPartition(Topics.COMMANDS, 0);
        try (TopicReader reader = reader()) {
            return reader.endOffsets(List.of(commands)).getOrDefault(commands, 0L);
        }
    }

    static List<TopicPartition> partitions(TopicReader reader, String topic) {
        return reader.partitionsFor(topic).stream()
                .map(found -> new TopicPartition(found.topic(), found.partition()))
                .toList();
    }

    /** Hands on every record that the topic holds now, in the order of each partition. */
    void each(String topic, Consumer<ConsumerRecord<String, byte[]>> each) {
        try (TopicReader reader = reader()) {
            reader.readToEnd(partitions(reader, topic), each);
        }
    }

    /** The same for records that were written since. */
    void each(String topic, Instant since, Consumer<ConsumerRecord<String, byte[]>> each) {
        try (TopicReader reader = reader()) {
            List<TopicPartition> partitions = partitions(reader, topic);
            reader.assign(partitions);
            Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
            seek(reader, partitions, since, ends);
            while (ends.entrySet().stream().anyMatch(end -> reader.position(end.getKey()) < end.getValue())) {
                reader.poll(Duration.ofMillis(200)).forEach(each);
            }
        }
    }

    private static void seek(
            TopicReader reader, List<TopicPartition> partitions, Instant since, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> asked = new HashMap<>();
        partitions.forEach(partition -> asked.put(partition, since.toEpochMilli()));
        Map<TopicPartition, OffsetAndTimestamp> found = reader.offsetsForTimes(asked);
        for (TopicPartition partition : partitions) {
            OffsetAndTimestamp first = found.get(partition);
            reader.seek(partition, first == null ? Objects.requireNonNull(ends.get(partition)) : first.offset());
        }
    }

    @Override
    public void close() {
        registry.close();
    }
}
