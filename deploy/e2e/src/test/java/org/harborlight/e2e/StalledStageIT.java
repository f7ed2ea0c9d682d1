package org.harborlight.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.harborlight.schemas.Topics;
import org.harborlight.standalone.runtime.ManagementClient;
import org.harborlight.standalone.runtime.SeparateServices;
import org.harborlight.standalone.runtime.ServiceProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody's transaction stays open in the topic of outcomes: the ledger stands, and nothing else does. Health says which
 * stage, where and why, long before a poll times out; when the transaction ends, the books are exact again.
 */
@Tag("faults")
final class StalledStageIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int NOTICES = 10;

    private KillableExchange exchange;
    private ServiceProcess processor;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        exchange = new KillableExchange(folder.resolve("data"), SeparateServices.Instances.ONE_EACH);
        processor = exchange.services().processors().getFirst();
        processor.close();
        Files.writeString(
                exchange.configuration(1),
                "health.stalled.warn.seconds=2\nhealth.stalled.critical.seconds=4\n",
                StandardOpenOption.APPEND);
        processor.start().awaitReady();
    }

    @AfterEach
    void stop() {
        exchange.close();
    }

    @Test
    void shouldRaiseTheAlarmWhenTheLedgerStandsAndBeQuietWhenItMoves() throws Exception {
        NothingLost books = new NothingLost(exchange);
        try (SteadyLoad load = new SteadyLoad(exchange, 1, List.of("IE", "DE", "NL"));
                KafkaProducer<byte[], byte[]> stranger = stranger()) {
            stranger.initTransactions();
            stranger.beginTransaction();
            stranger.send(new ProducerRecord<>(Topics.OUTCOMES, 0, new byte[] {1}, new byte[] {1}))
                    .get();
            SteadyLoad.Running running = load.begin(NOTICES);
            running.await();

            await("the alarm").atMost(PATIENCE).untilAsserted(() -> {
                assertThat(check("stalled.ledger").path("status").asText()).isEqualTo("critical");
                assertThat(check("stalled.ledger").path("text").asText())
                        .contains("open-transaction at " + Topics.OUTCOMES + "/0/");
            });
            assertThat(check("stalled.notices.standard").path("status").asText())
                    .isEqualTo("ok");

            stranger.abortTransaction();
            await("quiet")
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    check("stalled.ledger").path("status").asText())
                            .isEqualTo("ok"));
            books.assertWith(running);
        }
    }

    private JsonNode check(String name) throws IOException {
        try (ManagementClient management = new ManagementClient()) {
            JsonNode checks =
                    management.get(processor.management(), "/health").body().path("checks");
            return StreamSupport.stream(checks.spliterator(), false)
                    .filter(check -> check.path("name").asText().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no check " + name));
        }
    }

    private KafkaProducer<byte[], byte[]> stranger() {
        Map<String, Object> settings = new HashMap<>(exchange.kafka());
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "stranger");
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 120_000);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
