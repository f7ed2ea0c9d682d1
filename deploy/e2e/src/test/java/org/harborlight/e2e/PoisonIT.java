package org.harborlight.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Topics;
import org.harborlight.standalone.runtime.ManagementClient;
import org.harborlight.standalone.runtime.SeparateServices;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every topic that the processor reads gets what should never be in it, some of it, compressed, far larger than a topic
 * takes. Who can do that can write to the brokers. Notices go on as if nothing had been, and the books tell.
 */
@Tag("faults")
final class PoisonIT {
    private static final List<Lane> LANES = List.of(Lane.URGENT, Lane.STANDARD);
    private static final List<String> COUNTRIES = List.of("IE", "DE", "NL");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int NOTICES = 20;
    private static final int HUGE = 8 * 1024 * 1024;
    private static final int POISONS = 7;
    /** Topics that it reads records of, of one kind each. */
    private static final int OF_THE_LEDGER = 8;

    private KillableExchange exchange;

    @BeforeEach
    void start(@TempDir Path folder) {
        exchange = new KillableExchange(folder.resolve("data"), SeparateServices.Instances.ONE_EACH);
    }

    @AfterEach
    void stop() {
        exchange.close();
    }

    @Test
    void shouldCarryOnWhenEveryTopicIsPoisoned() throws Exception {
        try (SteadyLoad load = new SteadyLoad(exchange, 1, COUNTRIES)) {
            SteadyLoad.Running before = load.begin(NOTICES);
            before.await();
            poison();
            SteadyLoad.Running after = load.begin(NOTICES);
            after.await();

            await("every notice is told of, every poisoned one has its outcome, and the rest is counted")
                    .atMost(PATIENCE)
                    .untilAsserted(() -> {
                        assertThat(exchange.desk().notices())
                                .containsAll(before.noticeIds())
                                .containsAll(after.noticeIds());
                        JsonNode books = exchange.balance().body();
                        assertThat(books.path("processed").path("deadLettered").asInt())
                                .isEqualTo(LANES.size() * POISONS);
                        assertThat(books.path("processed").path("total").asInt())
                                .isEqualTo(books.path("accepted").asInt())
                                .isEqualTo(2 * NOTICES + LANES.size() * POISONS);
                        assertThat(books.path("unreadable").asInt()).isEqualTo(OF_THE_LEDGER * POISONS);
                        assertThat(books.path("exact").asBoolean()).isFalse();
                    });
            try (ManagementClient management = new ManagementClient()) {
                assertThat(management
                                .get(exchange.services().processors().getFirst().management(), "/ready")
                                .status())
                        .isEqualTo(200);
            }
        }
    }

    private void poison() throws Exception {
        Map<String, Object> settings = new HashMap<>(exchange.kafka());
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip");
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 2 * HUGE);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 4L * HUGE);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> written = new ArrayList<>();
            for (String topic : topics()) {
                for (byte[] poison : poisons()) {
                    written.add(
                            producer.send(new ProducerRecord<>(topic, "key".getBytes(StandardCharsets.UTF_8), poison)));
                }
                written.add(producer.send(new ProducerRecord<>(topic, new byte[HUGE], new byte[] {7})));
            }
            for (Future<RecordMetadata> one : written) {
                one.get();
            }
        }
    }

    private static Collection<byte[]> poisons() {
        return List.of(
                "not avro".getBytes(StandardCharsets.UTF_8),
                new byte[0],
                wire(1_000_000, 40),
                wire(-1, 40),
                wire(1, 40),
                wire(1, HUGE));
    }

    private static byte[] wire(int id, int bytes) {
        return ByteBuffer.allocate(5 + bytes).put((byte) 0).putInt(id).array();
    }

    private static List<String> topics() {
        List<String> topics = new ArrayList<>();
        for (Lane lane : LANES) {
            String application = lane == Lane.URGENT ? "harborlight-urgent-" : "harborlight-standard-";
            topics.addAll(List.of(
                    Topics.notices(lane),
                    Topics.handovers(lane),
                    Topics.references(lane),
                    Topics.holders(lane),
                    application + "by-case-key-repartition",
                    application + "answers-repartition",
                    application + "orders-repartition",
                    application + "orders-at-cases-repartition"));
        }
        topics.addAll(List.of(
                Topics.OUTCOMES,
                Topics.HELD_CHANGES,
                Topics.DELIVERY_STATE,
                Topics.RECEIPTS,
                Topics.FEEDBACK,
                Topics.COMMAND_RESULTS,
                "harborlight-ledger-by-origin-repartition",
                "harborlight-ledger-by-notice-repartition"));
        return topics;
    }
}
