package org.harborlight.service;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * A consumer outside any group, of text keys and committed bytes. It has nothing to commit and no group to leave, so it
 * closes at once: a plain consumer waits for the fetch under way, which a broker holds for up to 500 ms.
 */
public final class TopicReader extends KafkaConsumer<String, byte[]> {
    private static final Duration POLL = Duration.ofMillis(200);

    /**
     * Its isolation, and that it neither commits nor makes topics, cannot be configured away.
     *
     * @param settings of a Kafka consumer, without deserializers
     */
    public TopicReader(Map<String, Object> settings) {
        super(fixed(settings), new StringDeserializer(), new ByteArrayDeserializer());
    }

    private static Map<String, Object> fixed(Map<String, Object> settings) {
        Map<String, Object> own = new HashMap<>(settings);
        own.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        own.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        own.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return own;
    }

    /** Hands on all records from the beginning of the partitions to where they end now. Blocks. */
    public void readToEnd(List<TopicPartition> partitions, Consumer<ConsumerRecord<String, byte[]>> each) {
        assign(partitions);
        seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = endOffsets(partitions);
        while (ends.entrySet().stream().anyMatch(end -> position(end.getKey()) < end.getValue())) {
            poll(POLL).forEach(each);
        }
    }

    @Override
    public void close() {
        close(CloseOptions.timeout(Duration.ZERO));
    }
}
