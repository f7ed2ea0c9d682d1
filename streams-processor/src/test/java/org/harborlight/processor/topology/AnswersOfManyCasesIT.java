package org.harborlight.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
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
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.Feedback;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.schemas.NoticeFixtures;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.codec.WireFormats;
import org.harborlight.schemas.envelope.EnvelopeSigner;
import org.harborlight.service.TopicReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over a real broker with several partitions, a desk's answer finds its case wherever the case is kept. */
class AnswersOfManyCasesIT {
    private static final Lane LANE = Lane.STANDARD;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PARTITIONS = 3;
    private static final int CASES = 8;
    private static final SingleObject<Delivery> DELIVERIES = SingleObject.of(Delivery.class);
    private static final SingleObject<Feedback> FEEDBACK = SingleObject.of(Feedback.class);

    @TempDir
    Path directory;

    private final TestExchange exchange = TestExchange.standard();
    private final WireFormats wire = new WireFormats(LaneDriver.registry());
    private final LaneFormats formats = LaneFormats.of(wire, LANE);

    @Test
    void shouldTellTheHotlineOfEveryCaseOnceWhenItsDeskHoldsTheTakedown()
            throws ExecutionException, InterruptedException {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("broker"))) {
            Map<String, Object> client = Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
            exchange.createTopics(kafka.bootstrapServers(), PARTITIONS);
            try (LaneApplication lane =
                            new LaneApplication(LANE, settings(kafka), LaneDriver.dependencies(exchange, wire));
                    KafkaProducer<String, byte[]> producer =
                            new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer())) {
                lane.start();
                for (int i = 0; i < CASES; i++) {
                    AcceptedNotice accepted = new TestGateway(exchange).accept(notice(i), LANE, TestExchange.NOW);
                    producer.send(new ProducerRecord<>(
                                    Topics.notices(LANE),
                                    accepted.getReference(),
                                    formats.accepted().encode(accepted)))
                            .get();
                }
                List<Delivery> opened = await(client, "police-de", CASES);

                Instant until = Instant.now().plus(Duration.ofDays(1));
                for (Delivery delivery : opened) {
                    Feedback hold = DeskAnswersFixtures.hold(delivery, until, Instant.now());
                    producer.send(new ProducerRecord<>(
                                    Topics.FEEDBACK,
                                    Topics.noticeKey(hold.getSubmitterId(), hold.getNoticeId()),
                                    signed(hold)))
                            .get();
                }

                List<Delivery> told = await(client, "hotline-nl", 2 * CASES).stream()
                        .filter(delivery -> !delivery.getTakedownHolds().isEmpty())
                        .toList();
                assertThat(told).hasSize(CASES);
                assertThat(caseIds(told)).isEqualTo(caseIds(opened)).hasSize(CASES);
            }
        }
    }

    /** A person and a picture of its own, so that each opens a case. */
    private static IncidentNotice notice(int number) {
        return TestNotices.extortion()
                .setActors(List.of(NoticeFixtures.reportedPerson(1, "account-" + number), NoticeFixtures.child(2)))
                .setContent(List.of(NoticeFixtures.content("item-1", "picture-" + number)))
                .build();
    }

    private LaneSettings settings(EmbeddedKafka kafka) {
        return LaneSettings.defaults(
                LANE,
                directory.resolve("state"),
                Map.of(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()));
    }

    private byte[] signed(Feedback feedback) {
        return formats.feedback()
                .encode(new EnvelopeSigner(exchange.connectorKey).sign(MediaTypes.FEEDBACK, FEEDBACK.encode(feedback)));
    }

    private List<Delivery> await(Map<String, Object> client, String partnerId, int count) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> deliveries(client, partnerId), found -> found.size() >= count);
    }

    /** Those that are committed now. */
    private List<Delivery> deliveries(Map<String, Object> client, String partnerId) {
        List<Delivery> deliveries = new ArrayList<>();
        try (TopicReader reader = new TopicReader(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, client.get(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG)))) {
            reader.readToEnd(
                    List.of(new TopicPartition(Topics.deliveries(partnerId, LANE), 0)),
                    record -> deliveries.add(DELIVERIES.decode(Bytes.copy(
                            formats.deliveries().decode(record.value()).getPayload()))));
        }
        return deliveries;
    }

    private static Set<String> caseIds(List<Delivery> deliveries) {
        return deliveries.stream().map(Delivery::getCaseId).collect(Collectors.toSet());
    }
}
