package org.harborlight.connector;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.harborlight.schemas.Topics;
import org.jspecify.annotations.Nullable;

/**
 * The order that the connector must not have: commits the offsets of deliveries as soon as a lane has read them, before
 * it sends any. Comes in through {@code kafka.interceptor.classes}, so that everything else is the connector as it is; it
 * is a producer's interceptor too, since that setting reaches every client. Belongs to the thread of its consumer.
 */
public final class CommitFirst implements ConsumerInterceptor<String, byte[]>, ProducerInterceptor<String, byte[]> {
    private Map<String, ?> settings = Map.of();
    private @Nullable Producer<String, byte[]> producer;

    @Override
    public void configure(Map<String, ?> configs) {
        settings = Map.copyOf(withoutNulls(configs));
    }

    @Override
    public ConsumerRecords<String, byte[]> onConsume(ConsumerRecords<String, byte[]> records) {
        Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
        records.nextOffsets().forEach((partition, offset) -> {
            if (Topics.DELIVERIES.matcher(partition.topic()).matches()) {
                next.put(partition, offset);
            }
        });
        Object group = settings.get(ConsumerConfig.GROUP_ID_CONFIG);
        if (group != null && !next.isEmpty()) {
            commit(next, group.toString());
        }
        return records;
    }

    @SuppressWarnings(
            "removal") // with the name alone no membership is checked; the lane's own metadata is not at hand here
    private void commit(Map<TopicPartition, OffsetAndMetadata> next, String group) {
        Producer<String, byte[]> writer = producer;
        if (writer == null) {
            writer = new KafkaProducer<>(
                    Map.of(
                            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                            settings.get(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG),
                            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                            "commit-first-" + group),
                    new StringSerializer(),
                    new ByteArraySerializer());
            writer.initTransactions();
            producer = writer;
        }
        writer.beginTransaction();
        writer.sendOffsetsToTransaction(next, new ConsumerGroupMetadata(group));
        writer.commitTransaction();
    }

    private static Map<String, Object> withoutNulls(Map<String, ?> configs) {
        Map<String, Object> present = new HashMap<>();
        configs.forEach((key, value) -> {
            if (value != null) {
                present.put(key, value);
            }
        });
        return present;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

    @Override
    public ProducerRecord<String, byte[]> onSend(ProducerRecord<String, byte[]> record) {
        return record;
    }

    @Override
    public void onAcknowledgement(@Nullable RecordMetadata metadata, @Nullable Exception fault) {}

    @Override
    public void close() {
        if (producer != null) {
            producer.close();
        }
    }
}
