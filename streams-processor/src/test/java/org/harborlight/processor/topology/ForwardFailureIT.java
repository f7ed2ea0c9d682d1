package org.harborlight.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.awaitility.Awaitility;
import org.harborlight.kafka.EmbeddedKafka;
import org.harborlight.processor.link.LaneBounds;
import org.harborlight.processor.link.LaneFormats;
import org.harborlight.schemas.AcceptedNotice;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Outcome;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.Verdict;
import org.harborlight.schemas.codec.WireFormats;
import org.harborlight.service.TopicReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A forward fails after admit has written its stores. What is remembered has been forwarded, because both share one
 * transaction; the second test takes that guard away and shows what it is for.
 */
class ForwardFailureIT {
    private static final Lane LANE = Lane.STANDARD;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private final TestExchange exchange = TestExchange.standard();
    private final WireFormats wire = new WireFormats(LaneDriver.registry());
    private final LaneFormats formats = LaneFormats.of(wire, LANE);
    private final AtomicInteger failures = new AtomicInteger(1);
    private final IncidentNotice notice = TestNotices.extortion().build();
    private EmbeddedKafka kafka;

    @BeforeEach
    void start() throws ExecutionException, InterruptedException {
        kafka = EmbeddedKafka.start(directory.resolve("broker"));
        exchange.createTopics(kafka.bootstrapServers(), 1);
        accept();
    }

    @AfterEach
    void stop() {
        kafka.close();
    }

    @Test
    void shouldOpenTheCaseOnceWhenForwardFailedAfterTheStoresWereWritten() {
        try (LaneApplication lane = new LaneApplication(LANE, settings(), LaneDriver.dependencies(exchange, wire))) {
            lane.start();

            Outcome outcome = firstOutcome();

            assertThat(failures).hasValue(0);
            assertThat(outcome.getVerdict()).isEqualTo(Verdict.OPENED);
            assertThat(outcome.getNoticeId()).isEqualTo(notice.getNoticeId());
            assertThat(outcome.getRoutes()).hasSize(3);
            assertThat(values(Topics.deliveries("police-de", LANE))).hasSize(1);
            assertThat(values(Topics.OUTCOMES)).hasSize(1);
        }
    }

    @Test
    void shouldLoseTheNoticeToAReplayWhenTheTransactionIsTakenAway() {
        Map<String, Object> settings = new HashMap<>(StreamsSettings.of(settings()));
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        StreamsConfig config = new StreamsConfig(settings);
        try (KafkaStreams unguarded = new KafkaStreams(
                LaneTopology.build(LANE, LaneBounds.defaults(), LaneDriver.dependencies(exchange, wire), config),
                config)) {
            unguarded.setUncaughtExceptionHandler(failure -> StreamThreadExceptionResponse.REPLACE_THREAD);
            unguarded.start();

            Outcome outcome = firstOutcome();

            assertThat(failures).hasValue(0);
            assertThat(outcome.getVerdict()).isEqualTo(Verdict.REPLAYED);
            assertThat(values(Topics.deliveries("police-de", LANE))).isEmpty();
        }
    }

    private LaneSettings settings() {
        return LaneSettings.defaults(
                LANE,
                directory.resolve("state"),
                Map.of(
                        StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
                        kafka.bootstrapServers(),
                        StreamsConfig.producerPrefix(ProducerConfig.PARTITIONER_CLASS_CONFIG),
                        FailingPartitioner.class,
                        StreamsConfig.producerPrefix(FailingPartitioner.FAILURES),
                        failures));
    }

    private void accept() throws ExecutionException, InterruptedException {
        AcceptedNotice accepted = new TestGateway(exchange).accept(notice, LANE, TestExchange.NOW);
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

    private Outcome firstOutcome() {
        return Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(200, TimeUnit.MILLISECONDS)
                .until(() -> values(Topics.OUTCOMES), values -> !values.isEmpty())
                .stream()
                .map(formats.outcomes()::decode)
                .toList()
                .getFirst();
    }

    /** All values that are committed in the topic now. */
    private List<byte[]> values(String topic) {
        List<byte[]> values = new ArrayList<>();
        try (TopicReader consumer =
                new TopicReader(Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()))) {
            consumer.readToEnd(List.of(new TopicPartition(topic, 0)), record -> values.add(record.value()));
        }
        return values;
    }
}
