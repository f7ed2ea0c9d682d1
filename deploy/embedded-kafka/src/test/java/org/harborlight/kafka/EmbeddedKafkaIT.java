package org.harborlight.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Exit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The broker serves transactions and groups, and a restart on the same folder loses nothing. */
class EmbeddedKafkaIT {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedKafkaIT.class);
    private static final String TOPIC = "restart";

    @Test
    void shouldFindTheRecordsWhenRestartedOnTheSameFolder(@TempDir Path folder) throws Exception {
        try (EmbeddedKafka kafka = timedStart(folder)) {
            createTopic(kafka);
            produce(kafka, "first");
            assertThat(consume(kafka, "before", 1)).containsExactly("first");
        }
        try (EmbeddedKafka kafka = timedStart(folder)) {
            produce(kafka, "second");
            assertThat(consume(kafka, "before", 1)).containsExactly("second");
            assertThat(consume(kafka, "after", 2)).containsExactly("first", "second");
        }
    }

    @Test
    void shouldThrowWhenKafkaWantsToEndTheJvm(@TempDir Path folder) {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder)) {
            assertThat(kafka.bootstrapServers()).startsWith("127.0.0.1:");
            assertThatThrownBy(() -> Exit.halt(3, "broken")).hasMessageContaining("status 3: broken");
        }
    }

    private static EmbeddedKafka timedStart(Path folder) {
        Instant began = Instant.now();
        EmbeddedKafka kafka = EmbeddedKafka.start(folder);
        LOG.atInfo()
                .addKeyValue("millis", Duration.between(began, Instant.now()).toMillis())
                .log("broker started");
        return kafka;
    }

    private static void createTopic(EmbeddedKafka kafka) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        }
    }

    private static void produce(EmbeddedKafka kafka, String value) {
        Map<String, Object> config =
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", "restart-it");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            var _ = producer.send(new ProducerRecord<>(TOPIC, "key", value));
            producer.commitTransaction();
        }
    }

    private static List<String> consume(EmbeddedKafka kafka, String group, int count) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "group.id",
                group,
                "auto.offset.reset",
                "earliest",
                "isolation.level",
                "read_committed");
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(TOPIC));
            Instant deadline = Instant.now().plusSeconds(20);
            while (values.size() < count && Instant.now().isBefore(deadline)) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                    values.add(record.value());
                }
            }
        }
        return values;
    }
}
