package org.harborlight.e2e;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.harborlight.service.TopicReader;
import org.jspecify.annotations.Nullable;

/**
 * Somebody with all rights at the brokers and no key of the exchange: reads every topic, writes what it likes to each, and deletes
 * from each. For one thread.
 */
final class KafkaAdministrator implements AutoCloseable {
    private final Map<String, Object> kafka;
    private final Producer<String, byte[]> producer;

    KafkaAdministrator(Map<String, Object> kafka) {
        this.kafka = kafka;
        this.producer = new KafkaProducer<>(kafka, new StringSerializer(), new ByteArraySerializer());
    }

    /** All records that are committed, those without a value too. */
    List<ConsumerRecord<String, byte[]>> read(String topic) {
        List<ConsumerRecord<String, byte[]>> read = new ArrayList<>();
        try (TopicReader reader = new TopicReader(kafka)) {
            List<TopicPartition> partitions = reader.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            reader.readToEnd(partitions, read::add);
        }
        return read;
    }

    /** Where a record of this key stands. */
    void write(String topic, String key, byte @Nullable [] value) {
        write(new ProducerRecord<>(topic, key, value));
    }

    /** The same record in another topic, under the same key, with the same headers. */
    void copy(ConsumerRecord<String, byte[]> record, String topic) {
        write(new ProducerRecord<>(topic, null, record.key(), record.value(), record.headers()));
    }

    void write(ProducerRecord<String, byte[]> record) {
        try {
            producer.send(record).get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Deletes what stands before an offset of the topic's first partition. */
    void truncate(String topic, long before) {
        try (Admin admin = Admin.create(new HashMap<>(kafka))) {
            admin.deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(before)))
                    .all()
                    .get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
