package org.harborlight.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.IntStream;
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
import org.harborlight.schemas.Command;
import org.harborlight.schemas.CommandEffect;
import org.harborlight.schemas.CommandKind;
import org.harborlight.schemas.CommandResult;
import org.harborlight.schemas.CommandedIncident;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.NoticeFixtures;
import org.harborlight.schemas.NoticeKind;
import org.harborlight.schemas.Outcome;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.codec.WireFormats;
import org.harborlight.schemas.command.CommandSigner;
import org.harborlight.service.TopicReader;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Over a real broker with several partitions, incidents leave their cases while more is coming for them: each record has
 * one verdict, and each notice stands in one case, its own.
 */
@Tag("faults")
class UnlinkIT {
    private static final Lane LANE = Lane.STANDARD;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int PARTITIONS = 3;
    private static final int CASES = 8;
    private static final String POLICE = "police-de";
    private static final SingleObject<Delivery> DELIVERIES = SingleObject.of(Delivery.class);

    @TempDir
    Path directory;

    private final TestExchange exchange = TestExchange.standard();
    private final TestGateway gateway = new TestGateway(exchange);
    private final WireFormats wire = new WireFormats(LaneDriver.registry());
    private final LaneFormats formats = LaneFormats.of(wire, LANE);

    /** What one case holds by mistake, and what comes for the incident that leaves. */
    private record Pair(IncidentNotice stays, IncidentNotice leaves, IncidentNotice before, IncidentNotice after) {
        static Pair of(int number) {
            IncidentNotice leaves = notice("platform-b", number);
            return new Pair(notice("platform-a", number), leaves, followUp(leaves), followUp(leaves));
        }

        private static IncidentNotice followUp(IncidentNotice notice) {
            return TestNotices.about(notice, NoticeKind.FOLLOW_UP).build();
        }

        private static IncidentNotice notice(String submitterId, int number) {
            return TestNotices.extortion(submitterId)
                    .setActors(List.of(NoticeFixtures.reportedPerson(1, "account-" + number), NoticeFixtures.child(2)))
                    .setContent(List.of(NoticeFixtures.content("item-1", "picture-" + number)))
                    .build();
        }
    }

    @Test
    void shouldLoseAndDoubleNothingWhenMoreComesForAnIncidentThatLeaves()
            throws ExecutionException, InterruptedException {
        List<Pair> pairs = IntStream.range(0, CASES).mapToObj(Pair::of).toList();
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("broker"))) {
            Map<String, Object> client = Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
            exchange.createTopics(kafka.bootstrapServers(), PARTITIONS);
            try (LaneApplication lane =
                            new LaneApplication(LANE, settings(kafka), LaneDriver.dependencies(exchange, wire));
                    KafkaProducer<String, byte[]> producer =
                            new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer())) {
                lane.start();
                pairs.forEach(pair -> {
                    accept(producer, pair.stays());
                    accept(producer, pair.leaves());
                });
                await(() -> outcomes(client), 2 * CASES);
                for (Pair pair : pairs) {
                    accept(producer, pair.before());
                    var _ = producer.send(new ProducerRecord<>(Topics.COMMANDS, "0", order(pair.leaves())));
                    accept(producer, pair.after());
                }

                assertThat(await(() -> results(client), CASES))
                        .allMatch(result -> result.getEffect() == CommandEffect.APPLIED);
                List<Outcome> outcomes = await(() -> outcomes(client), 4 * CASES);
                assertThat(outcomes).extracting(Outcome::getOrigin).doesNotHaveDuplicates();
                pairs.forEach(pair -> assertApart(client, pair));
                assertThat(outcomes(client)).hasSize(4 * CASES);
                assertThat(read(client, Topics.DEAD_LETTERS, bytes -> bytes)).isEmpty();
            }
        }
    }

    private void assertApart(Map<String, Object> client, Pair pair) {
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            List<Delivery> deliveries = deliveries(client);
            assertThat(UnlinkScene.standing(
                            UnlinkScene.newest(deliveries, UnlinkScene.ownCase(exchange, pair.leaves()))))
                    .containsExactlyInAnyOrder(
                            pair.leaves().getNoticeId(),
                            pair.before().getNoticeId(),
                            pair.after().getNoticeId());
            assertThat(UnlinkScene.standing(
                            UnlinkScene.newest(deliveries, UnlinkScene.sharedCase(exchange, pair.stays()))))
                    .containsExactly(pair.stays().getNoticeId());
        });
    }

    private void accept(KafkaProducer<String, byte[]> producer, IncidentNotice notice) {
        AcceptedNotice accepted = gateway.accept(notice, LANE, TestExchange.NOW);
        var _ = producer.send(new ProducerRecord<>(
                Topics.notices(LANE),
                accepted.getReference(),
                formats.accepted().encode(accepted)));
    }

    private byte[] order(IncidentNotice notice) {
        Command command = Command.newBuilder()
                .setCommandId(UUID.randomUUID().toString())
                .setKind(CommandKind.UNLINK)
                .setIncident(
                        new CommandedIncident(notice.getSubmitterId(), UnlinkScene.reference(exchange, notice), LANE))
                .setOperator("anna")
                .setReason("two children")
                .setAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
                .build();
        return formats.commands()
                .encode(CommandSigner.sign(command, List.of(exchange.operator, exchange.secondOperator)));
    }

    private LaneSettings settings(EmbeddedKafka kafka) {
        return LaneSettings.defaults(
                LANE,
                directory.resolve("state"),
                Map.of(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()));
    }

    private static <T> List<T> await(Callable<List<T>> look, int count) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(look, found -> found.size() >= count);
    }

    private List<Outcome> outcomes(Map<String, Object> client) {
        return read(client, Topics.OUTCOMES, formats.outcomes()::decode);
    }

    private List<CommandResult> results(Map<String, Object> client) {
        return read(client, Topics.COMMAND_RESULTS, formats.commandResults()::decode);
    }

    private List<Delivery> deliveries(Map<String, Object> client) {
        return read(
                client,
                Topics.deliveries(POLICE, LANE),
                value -> DELIVERIES.decode(
                        Bytes.copy(formats.deliveries().decode(value).getPayload())));
    }

    /** What is committed now. */
    private static <T> List<T> read(Map<String, Object> client, String topic, Function<byte[], T> decode) {
        List<T> found = new ArrayList<>();
        try (TopicReader reader = new TopicReader(client)) {
            List<TopicPartition> partitions = reader.partitionsFor(topic).stream()
                    .map(one -> new TopicPartition(one.topic(), one.partition()))
                    .toList();
            reader.readToEnd(partitions, record -> found.add(decode.apply(record.value())));
        }
        return found;
    }
}
