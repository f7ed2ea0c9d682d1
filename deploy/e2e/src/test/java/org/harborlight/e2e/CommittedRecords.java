package org.harborlight.e2e;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.TopicPartition;
import org.harborlight.schemas.codec.WireFormat;
import org.harborlight.service.TopicReader;

/** Reads a topic from its beginning to its end, as far as transactions have committed. */
final class CommittedRecords {
    private CommittedRecords() {}

    static <T extends SpecificRecord> List<T> read(Map<String, Object> kafka, String topic, WireFormat<T> format) {
        List<T> read = new ArrayList<>();
        each(kafka, topic, value -> read.add(format.decode(value)));
        return read;
    }

    /** Ids of the schemas that the records were written with; they stand behind the first byte. */
    static Set<Integer> schemaIds(Map<String, Object> kafka, String topic) {
        Set<Integer> ids = new TreeSet<>();
        each(kafka, topic, value -> ids.add(ByteBuffer.wrap(value).getInt(1)));
        return ids;
    }

    private static void each(Map<String, Object> kafka, String topic, Consumer<byte[]> value) {
        try (TopicReader consumer = new TopicReader(kafka)) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.readToEnd(partitions, record -> value.accept(record.value()));
        }
    }
}
