package org.harborlight.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
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
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.JurisdictionBasis;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.NoticeFixtures;
import org.harborlight.schemas.Priority;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.UrgencyBasis;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.codec.WireFormats;
import org.harborlight.service.TopicReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over a real broker with several partitions, what one lane tells of a case finds it in the other, wherever it is kept. */
class SharedCasesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PARTITIONS = 3;
    private static final int CASES = 8;
    private static final SingleObject<Delivery> DELIVERIES = SingleObject.of(Delivery.class);

    @TempDir
    Path directory;

    private final TestExchange exchange = TestExchange.standard();
    private final WireFormats wire = new WireFormats(LaneDriver.registry());

    @Test
    void shouldBringEveryCaseOfBothLanesToTheDesksOfBoth() throws ExecutionException, InterruptedException {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("broker"))) {
            Map<String, Object> client = Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
            exchange.createTopics(kafka.bootstrapServers(), PARTITIONS);
            try (LaneApplication standard = lane(Lane.STANDARD, kafka);
                    LaneApplication urgent = lane(Lane.URGENT, kafka);
                    KafkaProducer<String, byte[]> producer =
                            new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer())) {
                standard.start();
                urgent.start();
                for (int i = 0; i < CASES; i++) {
                    send(producer, Lane.STANDARD, notice(i, "DE").build());
                    send(
                            producer,
                            Lane.URGENT,
                            notice(i, "IE")
                                    .setPriority(Priority.URGENT)
                                    .setUrgencyBasis(UrgencyBasis.THREAT)
                                    .build());
                }

                Set<String> german = caseIds(await(client, "police-de", Lane.STANDARD));
                assertThat(german).hasSize(CASES);
                assertThat(caseIds(await(client, "police-de", Lane.URGENT))).isEqualTo(german);
                assertThat(caseIds(await(client, "police-ie", Lane.URGENT))).isEqualTo(german);
                assertThat(caseIds(await(client, "police-ie", Lane.STANDARD))).isEqualTo(german);
            }
        }
    }

    /** A person and a picture of its own, so that each opens a case, the same in both lanes. */
    private static IncidentNotice.Builder notice(int number, String country) {
        return TestNotices.placed(TestNotices.extortion(), JurisdictionBasis.VICTIM_LOCATION, country)
                .setActors(List.of(NoticeFixtures.reportedPerson(1, "account-" + number), NoticeFixtures.child(2)))
                .setContent(List.of(NoticeFixtures.content("item-1", "picture-" + number)));
    }

    private LaneApplication lane(Lane lane, EmbeddedKafka kafka) {
        LaneSettings settings = LaneSettings.defaults(
                lane,
                directory.resolve("state").resolve(lane.name()),
                Map.of(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()));
        return new LaneApplication(lane, settings, LaneDriver.dependencies(exchange, wire));
    }

    private void send(KafkaProducer<String, byte[]> producer, Lane lane, IncidentNotice notice)
            throws ExecutionException, InterruptedException {
        AcceptedNotice accepted = new TestGateway(exchange).accept(notice, lane, TestExchange.NOW);
        producer.send(new ProducerRecord<>(
                        Topics.notices(lane),
                        accepted.getReference(),
                        LaneFormats.of(wire, lane).accepted().encode(accepted)))
                .get();
    }

    private List<Delivery> await(Map<String, Object> client, String partnerId, Lane lane) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(
                        () -> deliveries(client, partnerId, lane),
                        found -> caseIds(found).size() >= CASES);
    }

    /** Those that are committed now. */
    private List<Delivery> deliveries(Map<String, Object> client, String partnerId, Lane lane) {
        List<Delivery> deliveries = new ArrayList<>();
        try (TopicReader reader = new TopicReader(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, client.get(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG)))) {
            reader.readToEnd(
                    List.of(new TopicPartition(Topics.deliveries(partnerId, lane), 0)),
                    record -> deliveries.add(DELIVERIES.decode(Bytes.copy(LaneFormats.of(wire, lane)
                            .deliveries()
                            .decode(record.value())
                            .getPayload()))));
        }
        return deliveries;
    }

    private static Set<String> caseIds(List<Delivery> deliveries) {
        return deliveries.stream().map(Delivery::getCaseId).collect(Collectors.toSet());
    }
}
