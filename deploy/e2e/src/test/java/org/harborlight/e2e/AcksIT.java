package org.harborlight.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.harborlight.standalone.runtime.Closing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Why the gateway takes a notice only when two brokers have it: the variant that asks the leader alone, kept as a test,
 * loses what was acknowledged. The followers stand still while a record is written; then the leader is killed, and they
 * go on.
 */
@Tag("faults")
final class AcksIT {
    private static final TopicPartition PARTITION = new TopicPartition("acks", 0);

    private final Closing closing = new Closing();
    private List<BrokerProcess> brokers;
    private Map<String, Object> kafka;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        brokers = BrokerProcess.cluster(folder, 3, closing);
        kafka = Map.of("bootstrap.servers", BrokerProcess.brokers(brokers).bootstrap());
        try (Admin admin = Admin.create(kafka)) {
            admin.createTopics(List.of(new NewTopic(PARTITION.topic(), 1, (short) 3)))
                    .all()
                    .get();
        }
    }

    @AfterEach
    void stop() {
        closing.close();
    }

    @Test
    void shouldLoseAnAcknowledgedRecordWhenTheLeaderAloneAcknowledges() throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = producer("1")) {
            write(producer).get();
            long acknowledged = writeWithoutFollowers(producer).get().offset();

            assertThat(acknowledged).isEqualTo(1);
            assertThat(end()).as("records that are left").isEqualTo(1);
        }
    }

    @Test
    void shouldAcknowledgeNothingThatCanBeLostWhenAllInSyncDo() throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = producer("all")) {
            write(producer).get();
            Future<RecordMetadata> second = writeWithoutFollowers(producer);

            assertThatThrownBy(second::get).isInstanceOf(ExecutionException.class);
        }
    }

    /** Returns when the followers go on without the leader. */
    private Future<RecordMetadata> writeWithoutFollowers(KafkaProducer<byte[], byte[]> producer) throws Exception {
        BrokerProcess leader = leader();
        List<BrokerProcess> followers =
                brokers.stream().filter(broker -> broker != leader).toList();
        for (BrokerProcess follower : followers) {
            follower.pause();
        }
        // What a follower has asked for already would still reach it: a leader answers such a request within 500 ms.
        Passing.of(Duration.ofMillis(800));
        Future<RecordMetadata> written = write(producer);
        try {
            written.get(1, TimeUnit.SECONDS);
        } catch (TimeoutException notAcknowledged) {
            assertThat(written).isNotDone();
        }
        leader.kill();
        for (BrokerProcess follower : followers) {
            follower.resume();
        }
        followers.forEach(BrokerProcess::awaitReady);
        return written;
    }

    private BrokerProcess leader() throws Exception {
        try (Admin admin = Admin.create(kafka)) {
            int id = admin.describeTopics(List.of(PARTITION.topic()))
                    .allTopicNames()
                    .get()
                    .values()
                    .iterator()
                    .next()
                    .partitions()
                    .getFirst()
                    .leader()
                    .id();
            return brokers.get(id - 1);
        }
    }

    private long end() throws Exception {
        try (Admin admin = Admin.create(kafka)) {
            return admin.listOffsets(Map.of(PARTITION, OffsetSpec.latest()))
                    .partitionResult(PARTITION)
                    .get()
                    .offset();
        }
    }

    private static Future<RecordMetadata> write(KafkaProducer<byte[], byte[]> producer) {
        return producer.send(new ProducerRecord<>(PARTITION.topic(), new byte[] {1}));
    }

    /** It sends nothing again by itself, so that a record stands once or not at all. */
    private KafkaProducer<byte[], byte[]> producer(String acks) {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", kafka.get("bootstrap.servers"),
                        "acks", acks,
                        "enable.idempotence", false,
                        "retries", 0,
                        "delivery.timeout.ms", 3_000,
                        "request.timeout.ms", 2_000,
                        "linger.ms", 0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }
}
