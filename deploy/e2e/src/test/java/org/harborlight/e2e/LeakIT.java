package org.harborlight.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.harborlight.schemas.AcceptedNotice;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Priority;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.UrgencyBasis;
import org.harborlight.schemas.codec.AvroTrust;
import org.harborlight.schemas.codec.WireFormat;
import org.harborlight.standalone.cli.HarborlightCommand;
import org.harborlight.standalone.runtime.Closing;
import org.harborlight.standalone.runtime.LocalParticipants;
import org.harborlight.standalone.submitter.ExchangeAnswer;
import org.harborlight.standalone.submitter.PlainNotice;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Notices with a canary in every field that can tell of a person go every way that a notice can go. None of the canaries is in a log
 * line, a thread's name, a metric, a problem, what operators are shown, the key or a header of a record, or what a dead letter says
 * of its original; a sealed one is in no record at all.
 */
@Tag("faults")
final class LeakIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Countries whose desks answer like this, always. */
    private static final Map<String, Integer> ECHOING = Map.of("AT", 422, "FI", 500, "FR", 200, "ES", 302);

    private static final String DESK_COUNTRY = "IE";
    private static final String NOBODYS_COUNTRY = "PT";

    private final LeakWatch watch = LeakWatch.listening();
    private final StringWriter out = new StringWriter();
    private final Closing closing = new Closing();
    private WatchedExchange exchange;

    @BeforeEach
    void start(@TempDir Path folder) {
        AvroTrust.install();
        closing.add("watch", watch);
        exchange = new WatchedExchange(folder, ECHOING, watch, closing);
    }

    @AfterEach
    void stop() {
        closing.close();
    }

    @Test
    void shouldLeaveNoCanaryWhereItDoesNotBelong() throws IOException {
        PlainNotice delivered = PlantedNotices.about(LocalParticipants.SUBMITTER, DESK_COUNTRY, 1);
        byte[] body = exchange.sealing().bytes(delivered);
        accept(body);
        accept(body);
        accept(exchange.sealing().bytes(delivered));
        accept(exchange.sealing().bytes(urgent(PlantedNotices.about(LocalParticipants.SUBMITTER, DESK_COUNTRY, 2))));
        for (String country : ECHOING.keySet()) {
            accept(exchange.sealing().bytes(PlantedNotices.about(LocalParticipants.SUBMITTER, country, 1)));
            accept(exchange.sealing().bytes(urgent(PlantedNotices.about(LocalParticipants.SUBMITTER, country, 2))));
        }
        accept(exchange.sealing().bytes(PlantedNotices.about(LocalParticipants.SUBMITTER, NOBODYS_COUNTRY, 1)));
        refuseEachProblem(delivered);
        askInVain();
        answer(delivered.notice().getNoticeId());
        endEveryWay();
        spoilRecords();
        order(LocalParticipants.SUBMITTER + "/" + delivered.notice().getNoticeId());
        operate("health", "--json");
        await("the books settle").atMost(PATIENCE).until(() -> operate("balance", "--json") == 0);
        assertWhatHappened();

        WatchedTopics topics = exchange.topics();
        topics.look();
        exchange.lookAtManagement();
        watch.lookAtThreads();
        exchange.exchange().close();
        watch.lookAtThreads();

        assertThat(watch.found()).isEmpty();
        assertThat(topics.carriers())
                .as("the search sees what is there to be seen")
                .contains(Topics.notices(Lane.URGENT), Topics.notices(Lane.STANDARD), Topics.FEEDBACK)
                .allMatch(LeakIT::carriesNotices);
        assertThat(List.of("gateway", "processor", "connector"))
                .as("the watch hears each service")
                .allMatch(service -> watch.heardOf("org.harborlight." + service) > 0);
    }

    /** Topics with values that hold the clear part of notices, or answers in a desk's words, so that others can read them. */
    private static boolean carriesNotices(String topic) {
        return Stream.of(
                        "notices",
                        "handovers",
                        "deliveries",
                        "feedback",
                        "held",
                        "references",
                        "-changelog",
                        "-repartition")
                .anyMatch(topic::contains);
    }

    private static PlainNotice urgent(PlainNotice plain) {
        return new PlainNotice(
                IncidentNotice.newBuilder(plain.notice())
                        .setPriority(Priority.IMMINENT)
                        .setUrgencyBasis(UrgencyBasis.ONGOING_ABUSE)
                        .build(),
                plain.sections());
    }

    private void accept(byte[] body) throws IOException {
        ExchangeAnswer answer = exchange.submitter().submit(body);
        assertThat(answer.accepted()).as(answer::reason).isTrue();
        watch.look("acceptance receipt", answer.body());
    }

    private void refuseEachProblem(PlainNotice plain) throws IOException {
        Map<String, byte[]> refusals =
                new Refusals(plain, exchange.sealing(), exchange.key(), exchange.expiredKey()).all();
        assertThat(refusals.keySet()).isEqualTo(Refusals.known());
        for (Map.Entry<String, byte[]> refusal : refusals.entrySet()) {
            ExchangeAnswer answer = exchange.submitter().submit(refusal.getValue());
            assertThat(answer.reason()).isEqualTo(refusal.getKey());
            watch.look("problem " + refusal.getKey(), answer.body());
        }
    }

    /** Refused by gateway and connector, with canaries in path, query and body. */
    private void askInVain() throws IOException {
        String word = Canary.of("asked");
        byte[] json =
                ("{\"deliveryId\":\"" + word + "\",\"answer\":\"" + word + "\"}").getBytes(StandardCharsets.UTF_8);
        for (ExchangeAnswer answer : List.of(
                exchange.submitter().status(word),
                exchange.submitter().list(word, 5),
                exchange.desk().inbox(Optional.of(word), 5, Duration.ZERO),
                exchange.desk().acknowledge(json),
                exchange.desk().receipt(word, json),
                exchange.desk().schema(word))) {
            assertThat(answer.status()).isBetween(400, 499);
            watch.look("problem " + answer.reason(), answer.body());
        }
    }

    /** The desk says in its own words what became of it. */
    private void answer(String noticeId) {
        Path inbox = exchange.deskFolder().resolve("inbox");
        List<Path> found = new ArrayList<>();
        await("the delivery").atMost(PATIENCE).until(() -> {
            try (Stream<Path> files = Files.list(inbox)) {
                for (Path file :
                        files.filter(one -> one.toString().endsWith(".json")).toList()) {
                    if (JSON.readTree(file.toFile())
                            .at("/delivery/trigger/noticeId")
                            .asText()
                            .equals(noticeId)) {
                        found.add(file);
                    }
                }
            }
            return !found.isEmpty();
        });
        await("the answer is taken")
                .atMost(PATIENCE)
                .until(() -> run(
                                "case",
                                "answer",
                                found.getFirst().toString(),
                                "ACTION_TAKEN",
                                "--share",
                                "--note",
                                Canary.of("note"),
                                "--reference",
                                Canary.of("reference"),
                                "--desk",
                                exchange.deskFolder().toString())
                        == 0);
    }

    /** Refused and expired deliveries, seen by operators and sent once more. */
    private void endEveryWay() {
        await("ends of deliveries").atMost(PATIENCE).untilAsserted(() -> {
            assertThat(listed("deliveries", "list", "--state", "REFUSED"))
                    .extracting(one -> one.path("reason").asText())
                    .contains("refused:not-a-code");
            assertThat(listed("deliveries", "list", "--state", "EXPIRED")).hasSizeGreaterThanOrEqualTo(6);
        });
        for (String state : List.of("REFUSED", "EXPIRED")) {
            String id = listed("deliveries", "list", "--state", state)
                    .getFirst()
                    .path("deliveryId")
                    .asText();
            assertThat(operate("deliveries", "redrive", id, "--reason", "once more"))
                    .as(out::toString)
                    .isZero();
        }
        operate("deliveries", "list");
    }

    /** What an administrator of the brokers could write: text, half a notice, and a whole one on the wrong lane. */
    private void spoilRecords() {
        String right = Topics.notices(Lane.STANDARD);
        String wrong = Topics.notices(Lane.URGENT);
        Map<String, Object> kafka = exchange.exchange().kafka();
        WireFormat<AcceptedNotice> format = exchange.exchange().formats().of(right, AcceptedNotice.class);
        AcceptedNotice notice = CommittedRecords.read(kafka, right, format).getFirst();
        byte[] whole = format.encode(notice);
        byte[] text = Canary.of("poison").repeat(20).getBytes(StandardCharsets.US_ASCII);
        byte[] spoilt = whole.clone();
        System.arraycopy(text, 0, spoilt, whole.length / 3, text.length);
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(kafka, new StringSerializer(), new ByteArraySerializer())) {
            for (byte[] value : List.of(
                    text,
                    Arrays.copyOf(whole, whole.length / 2),
                    Arrays.copyOf(whole, whole.length - 3),
                    spoilt,
                    exchange.exchange()
                            .formats()
                            .of(wrong, AcceptedNotice.class)
                            .encode(notice))) {
                var _ = producer.send(new ProducerRecord<>(wrong, notice.getReference(), value));
            }
            producer.flush();
        }
        await("dead letters")
                .atMost(PATIENCE)
                .until(() -> listed("deadletters", "list").size() == 5);
        for (JsonNode letter : listed("deadletters", "list")) {
            assertThat(operate("deadletters", "show", letter.path("letter").asText()))
                    .isZero();
            assertThat(operate("deadletters", "show", letter.path("letter").asText(), "--json"))
                    .isZero();
            operate("deadletters", "redrive", letter.path("origin").asText(), "--reason", "look again");
        }
        operate("deadletters", "list");
    }

    /** Held by law, so that nobody erases it; released, erased. */
    private void order(String notice) {
        assertThat(operate("notice", "hold", notice, "--reason", "order 17"))
                .as(out::toString)
                .isZero();
        assertThat(operate("notice", "erase", notice, "--reason", "order 18"))
                .as(out::toString)
                .isOne();
        assertThat(operate("notice", "release-hold", notice, "--reason", "order 19"))
                .as(out::toString)
                .isZero();
        assertThat(operate("notice", "erase", notice, "--reason", "order 18"))
                .as(out::toString)
                .isZero();
    }

    private void assertWhatHappened() throws IOException {
        assertThat(operate("balance", "--json")).isZero();
        JsonNode books = JSON.readTree(out.toString());
        for (String verdict : List.of("opened", "linked", "replayed", "held", "deadLettered")) {
            assertThat(books.path("processed").path(verdict).asInt())
                    .as(verdict)
                    .isPositive();
        }
        for (String state : List.of("receipted", "refused", "expired")) {
            assertThat(books.path("deliveries").path(state).asInt()).as(state).isPositive();
        }
        assertThat(exchange.metrics("connector")).contains("harborlight_connector_attempts_total");
    }

    private List<JsonNode> listed(String... command) {
        assertThat(operate(
                        Stream.concat(Stream.of(command), Stream.of("--json")).toArray(String[]::new)))
                .as(out::toString)
                .isZero();
        try {
            List<JsonNode> listed = new ArrayList<>();
            JSON.readTree(out.toString()).forEach(listed::add);
            return listed;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** A command of the operator, whose every line is watched. */
    private int operate(String... command) {
        int code = run(Stream.concat(
                        Stream.of(command), Stream.of("--data", exchange.root().toString()))
                .toArray(String[]::new));
        watch.look("what operators see: " + String.join(" ", command), out.toString());
        watch.lookAtThreads();
        return code;
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        return HarborlightCommand.execute(out, out, arguments);
    }
}
