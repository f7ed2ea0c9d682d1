package org.harborlight.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
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
            consumer.readToEnd(partitions, record -> read.add(format.decode(record.value())));
        }
        return read;
    }
}
