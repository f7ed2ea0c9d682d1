package org.harborlight.processor.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.harborlight.kafka.EmbeddedKafka;
import org.harborlight.processor.operator.StageStall.Reason;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Topics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the brokers really say about groups that are away, that hang, and that wait behind an open transaction. */
class StallWatchIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String HANDOVERS = Topics.handovers(Lane.URGENT);
    private static final String STAGE = "handovers.urgent";
    private static final HealthThresholds.Times SOON =
            new HealthThresholds.Times(Duration.ofSeconds(1), Duration.ofSeconds(2));

    @Test
    void shouldTellWhyAStageStandsAndThatItMovesAgain(@TempDir Path folder) throws Exception {
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder)) {
            Map<String, Object> settings = Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
            try (Admin admin = Admin.create(settings)) {
                admin.createTopics(List.of(new NewTopic(HANDOVERS, 1, (short) 1)))
                        .all()
                        .get();
            }
            try (StallWatch watch = new StallWatch(settings, SOON);
                    KafkaProducer<byte[], byte[]> producer = producer(kafka);
                    KafkaConsumer<byte[], byte[]> consumer = consumer(kafka)) {
                watch.bindTo(metrics);
                watch.start();
                producer.initTransactions();
                producer.beginTransaction();
                producer.send(new ProducerRecord<>(HANDOVERS, new byte[] {1})).get();
                awaitReason(watch, Reason.OPEN_TRANSACTION);

                producer.commitTransaction();
                awaitReason(watch, Reason.NOBODY_READS);
                assertThat(metrics.get("harborlight.stage.stalled.seconds")
                                .tag("stage", STAGE)
                                .gauge()
                                .value())
                        .isPositive();

                consumer.subscribe(List.of(HANDOVERS));
                await("the record is read")
                        .atMost(PATIENCE)
                        .until(() -> !consumer.poll(Duration.ofMillis(100)).isEmpty());
                awaitReason(watch, Reason.NOT_COMMITTED);

                // Behind the record stands the marker of its transaction, which stays uncommitted.
                consumer.commitSync(Map.of(consumer.assignment().iterator().next(), new OffsetAndMetadata(1)));
                await("the stage moves")
                        .atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(stall(watch)).isEqualTo(StageStall.none(STAGE)));
            }
        }
    }

    private static void awaitReason(StallWatch watch, Reason reason) {
        await(reason.word())
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(stall(watch).reason()).isEqualTo(reason));
    }

    private static StageStall stall(StallWatch watch) {
        return watch.latest().orElseThrow(() -> new AssertionError("nothing was measured")).stream()
                .filter(stall -> stall.stage().equals(STAGE))
                .findFirst()
                .orElseThrow();
    }

    private static KafkaProducer<byte[], byte[]> producer(EmbeddedKafka kafka) {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        kafka.bootstrapServers(),
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                        "stalled"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private static KafkaConsumer<byte[], byte[]> consumer(EmbeddedKafka kafka) {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        kafka.bootstrapServers(),
                        ConsumerConfig.GROUP_ID_CONFIG,
                        LedgerTopics.group(Lane.URGENT),
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
