package org.harborlight.e2e;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.harborlight.schemas.codec.WireFormat;
import org.harborlight.service.TopicReader;

/** Reads a topic from its beginning to its end, as far as transactions have committed. */
final class CommittedRecords {
    private CommittedRecords() {}

    static <T extends SpecificRecord> List<T> read(Map<String, Object> kafka, String topic, WireFormat<T> format) {
        List<T> read = new ArrayList<>();
        try (TopicReader consumer = new TopicReader(kafka)) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    read.add(format.decode(record.value()));
                }
            }
        }
        return read;
    }
}
