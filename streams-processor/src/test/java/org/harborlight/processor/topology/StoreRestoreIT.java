package org.harborlight.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.awaitility.Awaitility;
import org.harborlight.kafka.EmbeddedKafka;
import org.harborlight.processor.link.LaneFormats;
import org.harborlight.schemas.AcceptedNotice;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Outcome;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.Verdict;
import org.harborlight.schemas.codec.WireFormats;
import org.harborlight.service.TopicReader;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody puts old stores back beside the checkpoints of new ones. Kafka Streams reads on from where the checkpoints are
 * and never learns what is missing; a notice that was processed would open a case a second time.
 */
@Tag("faults")
class StoreRestoreIT {
    private static final Lane LANE = Lane.STANDARD;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String DATABASES = "rocksdb";

    @TempDir
    Path directory;

    private final TestExchange exchange = TestExchange.standard();
    private final WireFormats wire = new WireFormats(LaneDriver.registry());
    private final LaneFormats formats = LaneFormats.of(wire, LANE);

    @Test
    void shouldRememberANoticeWhoseStoresWereReplacedByOlderOnes() throws Exception {
        AcceptedNotice first = accepted();
        AcceptedNotice second = accepted();
        Path state = directory.resolve("state");
        Path earlier = directory.resolve("earlier");
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("broker"))) {
            exchange.createTopics(kafka.bootstrapServers(), 1);
            assertThat(verdict(kafka, first, 1)).isEqualTo(Verdict.OPENED);
            copy(state, earlier);
            assertThat(verdict(kafka, second, 2)).isNotEqualTo(Verdict.REPLAYED);
            for (Path database : databases(earlier)) {
                Path now = state.resolve(earlier.relativize(database));
                delete(now);
                copy(database, now);
            }

            assertThat(verdict(kafka, second, 3)).isEqualTo(Verdict.REPLAYED);
        }
    }

    private AcceptedNotice accepted() {
        return new TestGateway(exchange).accept(TestNotices.extortion().build(), LANE, TestExchange.NOW);
    }

    /** Starts the lane, lets it process the notice, and stops it. */
    private Verdict verdict(EmbeddedKafka kafka, AcceptedNotice accepted, int outcomes) throws Exception {
        try (LaneApplication lane =
                new LaneApplication(LANE, settings(kafka), LaneDriver.dependencies(exchange, wire))) {
            lane.start();
            write(kafka, accepted);
            return Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> outcomes(kafka), found -> found.size() == outcomes)
                    .getLast()
                    .getVerdict();
        }
    }

    private LaneSettings settings(EmbeddedKafka kafka) {
        return LaneSettings.defaults(
                LANE,
                directory.resolve("state"),
                Map.of(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()));
    }

    private void write(EmbeddedKafka kafka, AcceptedNotice accepted) throws Exception {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            Topics.notices(LANE),
                            accepted.getReference(),
                            formats.accepted().encode(accepted)))
                    .get();
        }
    }

    private List<Outcome> outcomes(EmbeddedKafka kafka) {
        List<Outcome> outcomes = new ArrayList<>();
        try (TopicReader consumer =
                new TopicReader(Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()))) {
            consumer.readToEnd(
                    List.of(new TopicPartition(Topics.OUTCOMES, 0)),
                    record -> outcomes.add(formats.outcomes().decode(record.value())));
        }
        return outcomes;
    }

    private static List<Path> databases(Path folder) throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(path -> path.endsWith(DATABASES)).toList();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> found = Files.walk(from)) {
            for (Path path : found.toList()) {
                Files.copy(path, to.resolve(from.relativize(path)));
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
