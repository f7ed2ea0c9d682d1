package org.harborlight.gateway;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.harborlight.schemas.TopicSpec;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.registry.SchemaRegistry;
import org.harborlight.service.TopicReader;

/** The topics of an exchange, as a test makes, fills, reads and breaks them. For one thread. */
final class TestTopics implements AutoCloseable {
    private static final String PROBE = "probe";

    private final Admin admin;
    private final TopicReader consumer;
    private final Producer<String, byte[]> producer;

    TestTopics(String bootstrapServers) {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers);
        admin = Admin.create(settings);
        consumer = new TopicReader(settings);
        producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    void create(List<TopicSpec> specs, SchemaRegistry registry) {
        List<NewTopic> topics = new ArrayList<>();
        for (TopicSpec spec : specs) {
            topics.add(new NewTopic(spec.name(), spec.partitions(), spec.replication()).configs(spec.configs()));
            spec.valueSchema().ifPresent(schema -> registry.register(spec.subject(), schema));
        }
        try {
            admin.createTopics(topics).all().get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void send(String topic, String key, byte[] value) {
        try {
            producer.send(new ProducerRecord<>(topic, key, value)).get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Everything that stands in a topic now. */
    List<ConsumerRecord<String, byte[]>> read(String topic) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(found -> new TopicPartition(topic, found.partition()))
                .toList();
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        consumer.readToEnd(partitions, records::add);
        return records;
    }

    /** The brokers refuse every further record of the topic; returns once they do. */
    void shut(String topic) {
        limitRecords(topic, 1);
        await().until(() -> !accepts(topic));
    }

    /** Undoes {@link #shut}; leaves records with a key of their own behind. */
    void reopen(String topic) {
        limitRecords(topic, Topics.MAX_RECORD_BYTES);
        await().until(() -> accepts(topic));
    }

    @Override
    public void close() {
        consumer.close();
        producer.close(Duration.ofSeconds(5));
        admin.close(Duration.ofSeconds(5));
    }

    /** The brokers leave its records with the dates that they came with. */
    void leaveUndated(String topic) {
        set(topic, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "CreateTime");
    }

    private void limitRecords(String topic, int bytes) {
        set(topic, TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(bytes));
    }

    private void set(String topic, String setting, String value) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        AlterConfigOp change = new AlterConfigOp(new ConfigEntry(setting, value), AlterConfigOp.OpType.SET);
        try {
            admin.incrementalAlterConfigs(Map.of(resource, List.of(change)))
                    .all()
                    .get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean accepts(String topic) throws InterruptedException {
        try {
            producer.send(new ProducerRecord<>(topic, PROBE, new byte[1])).get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RecordTooLargeException) {
                return false;
            }
            throw new IllegalStateException(e);
        }
    }
}
