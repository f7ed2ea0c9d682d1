package org.harborlight.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.harborlight.schemas.AcceptedNotice;
import org.harborlight.schemas.Command;
import org.harborlight.schemas.CommandKind;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.WireFormats;
import org.harborlight.schemas.notice.TimelineMarks;
import org.harborlight.schemas.registry.SchemaRegistry;
import org.harborlight.standalone.cli.HarborlightCommand;
import org.harborlight.standalone.operator.Places;
import org.harborlight.standalone.partner.ConnectorClient;
import org.harborlight.standalone.partner.DeliveryCheck;
import org.harborlight.standalone.partner.DeliveryVerifier;
import org.harborlight.standalone.partner.InboxCursor;
import org.harborlight.standalone.partner.InboxPull;
import org.harborlight.standalone.partner.JwkSet;
import org.harborlight.standalone.partner.ReceivingSystem;
import org.harborlight.standalone.pki.ExchangePki;
import org.harborlight.standalone.pki.LocalOperators;
import org.harborlight.standalone.pki.MutualTls;
import org.harborlight.standalone.runtime.Closing;
import org.harborlight.standalone.runtime.DataFolder;
import org.harborlight.standalone.runtime.Exchange;
import org.harborlight.standalone.runtime.ExchangeSettings;
import org.harborlight.standalone.runtime.LocalParticipants;
import org.harborlight.standalone.submitter.NoticePreparation;
import org.harborlight.standalone.submitter.SubmitterFolder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A desk with nothing but an outgoing connection, on the command line: fetches its cases as pages, answers them, and the
 * submitter sees what it shares. An operator, on the same command line, has done once more what ended badly. One exchange,
 * with a desk that no one calls and one that refuses at first.
 */
final class DeskIT {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Closing CLOSING = new Closing();

    @TempDir
    private static Path folder;

    private static String submitter = "";
    private static Path desk = Path.of("");
    private static Exchange exchange;
    private static ToggledDesk refusing;
    private static ToldSubmitter told;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void start() {
        DataFolder data = DataFolder.open(folder.resolve("data"));
        ExchangePki pki = ExchangePki.open(data.root(), CLOCK, new SecureRandom());
        LocalParticipants local = CLOSING.add(
                "local participants",
                LocalParticipants.open(
                        data, pki, List.of("IE", "DE", "NL"), new LocalParticipants.DeskWay.Pull(), CLOCK));
        refusing = CLOSING.add("refusing desk", new ToggledDesk(data, pki));
        told = CLOSING.add("told submitter", new ToldSubmitter(data, pki));
        List<Participant> entries = new ArrayList<>(local.entries().stream()
                .map(entry -> entry.getSubmits() ? told.entry(entry) : entry)
                .toList());
        entries.add(refusing.covering("AT"));
        exchange = Exchange.start(
                CLOSING, data, pki, ExchangeSettings.samples(ExchangeSettings.Ports.free()), entries, CLOCK);
        local.ready(exchange.endpoints());
        submitter = data.submitter(LocalParticipants.SUBMITTER).toString();
        desk = data.partner(LocalParticipants.DESK);
    }

    @AfterAll
    static void stop() {
        CLOSING.close();
    }

    @Test
    void shouldFetchACaseAnswerItAndHearThatItIsWithdrawn(@TempDir Path home) throws IOException {
        ObjectNode notice = sample("withdrawn later");
        String noticeId = submit(home, notice);
        Path cases = home.resolve("cases");

        JsonNode opened = pull(cases, noticeId);
        String page = Files.readString(Path.of(opened.path("page").asText()));
        assertThat(page)
                .contains("Sexual extortion of a child", "threatens to publish them", "sample_child")
                .contains("hxxps://files[.]example/a/item-1", "hold-0001", "(Europe/Berlin)")
                .doesNotContain("WITHDRAWN", "https://files");
        String json = opened.path("json").asText();
        assertThat(run("case", "verify", json, "--keys", key("exchange-keys.json")))
                .isZero();
        assertThat(run("case", "open", json, "--keys", key("exchange-keys.json"), "--key", key("sealing.pem")))
                .isZero();
        await("its receipt")
                .atMost(PATIENCE)
                .until(() -> delivery(noticeId).path("state").asText().equals("RECEIPTED"));

        assertThat(answer(json, "PRESERVE", "--until", "2099-01-01T00:00:00Z", "--note", "keep the chat"))
                .isZero();
        assertThat(answer(json, "ACKNOWLEDGED", "--reference", "our-file-17")).isZero();
        assertThat(answer(json, "ACTION_TAKEN", "--share", "--json")).isZero();
        assertThat(out.toString()).contains("\"taken\" : true", "\"sharedWithSubmitter\" : true");
        await("what the desk shares")
                .atMost(PATIENCE)
                .until(() -> feedback(noticeId).equals(List.of("PRESERVE", "ACTION_TAKEN")));
        assertThat(status(noticeId).toString())
                .contains("keep the chat", "2099-01-01T00:00:00Z")
                .doesNotContain("our-file-17", LocalParticipants.DESK, "ACKNOWLEDGED");

        String retraction = submit(home, retractionOf(notice, noticeId));
        JsonNode withdrawn = pull(cases, retraction);
        assertThat(withdrawn.path("caseId")).isEqualTo(opened.path("caseId"));
        assertThat(withdrawn.path("kind").asText()).isEqualTo("CASE_RETRACTED");
        String updated = Files.readString(Path.of(withdrawn.path("page").asText()));
        assertThat(updated.substring(0, updated.indexOf("<h1>")))
                .contains("WITHDRAWN. Do not act on this case.", "the wrong person was named");
        assertThat(updated)
                .contains(
                        opened.path("deliveryId").asText(),
                        withdrawn.path("deliveryId").asText())
                .doesNotContain("sample_child", "threatens to publish them");
        assertThat(answer(withdrawn.path("json").asText(), "RETRACTION_APPLIED"))
                .isZero();
        await("the confirmation")
                .atMost(PATIENCE)
                .until(() -> feedback(retraction).equals(List.of("RETRACTION_APPLIED")));
    }

    @Test
    void shouldNotAcknowledgeWhatDoesNotVerify(@TempDir Path home) throws IOException {
        String noticeId = submit(home, sample("not verified at first"));
        awaitPending(noticeId);
        Path cases = home.resolve("cases");
        Path foreign = Files.writeString(home.resolve("keys.json"), "{\"keys\":[]}");
        await("a delivery to refuse").atMost(PATIENCE).untilAsserted(() -> {
            assertThat(run("case", "pull", cases.toString(), "--desk", desk.toString(), "--keys", foreign.toString()))
                    .isEqualTo(1);
            assertThat(err.toString()).contains("NOT what it says and was not acknowledged: unknown-key");
        });
        assertThat(cases.resolve("cursor")).doesNotExist();
        try (Stream<Path> aside = Files.list(cases.resolve("unverified"))) {
            assertThat(aside).isNotEmpty();
        }
        assertThat(delivery(noticeId).path("state").asText()).isEqualTo("PENDING");

        pull(cases, noticeId);
        assertThat(cases.resolve("cursor")).exists();
    }

    @Test
    void shouldRepeatAfterACrashBeforeItWasKept(@TempDir Path home) throws IOException {
        String noticeId = submit(home, sample("crash"));
        awaitPending(noticeId);
        InboxCursor cursor = InboxCursor.inMemory();
        RecordingDesk restarted = new RecordingDesk();
        try (ConnectorClient client = new ConnectorClient(
                exchange.endpoints().connector(),
                MutualTls.context(
                        desk.resolve("certificate.pem"), desk.resolve("key.pem"), desk.resolve("trust.pem")))) {
            InboxPull broken = inbox(client, new FullDisk(noticeId), cursor);
            assertThatThrownBy(() -> {
                        while (true) {
                            broken.next(Duration.ofSeconds(20));
                        }
                    })
                    .hasMessage("disk full");
            assertThat(delivery(noticeId).path("state").asText()).isEqualTo("PENDING");
            InboxPull next = inbox(client, restarted, cursor);
            await("the delivery again").atMost(PATIENCE).until(() -> {
                next.next(Duration.ofSeconds(20));
                return restarted.notices().contains(noticeId);
            });
            assertThat(next.finish()).isEmpty();
        }
        await("its receipt")
                .atMost(PATIENCE)
                .until(() -> delivery(noticeId).path("state").asText().equals("RECEIPTED"));
    }

    @Test
    void shouldSendARefusedDeliveryAgainWhenTheOperatorSaysSo(@TempDir Path home) throws IOException {
        ObjectNode notice = sample("refused at first");
        ((ObjectNode) notice.at("/jurisdictionFacts/1")).put("country", "AT");
        String noticeId = submit(home, notice);
        await("the refusal").atMost(PATIENCE).until(() -> refused().size() == 1);
        String id = refused().path(0).path("deliveryId").asText();
        assertThat(operate("deliveries", "redrive", id, "no-such-id", "--reason", "try again"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("no such delivery").contains("no-such-id");

        refusing.takeFromNowOn();
        Instant before = CLOCK.instant();
        assertThat(operate("deliveries", "redrive", id, "--reason", "their system is well again", "--operator", "kim"))
                .as(() -> out.toString() + err)
                .isZero();
        assertThat(out.toString()).contains(id + "  applied");
        Command command = commands().because("their system is well again", "kim", before);
        assertThat(command.getKind()).isEqualTo(CommandKind.REDRIVE_DELIVERY);
        assertThat(command.getDelivery().getDeliveryId()).isEqualTo(id);
        assertThat(commands().all()).extracting(Command::getReason).doesNotContain("try again");

        await("the receipt").atMost(PATIENCE).until(() -> events(noticeId).contains("delivered"));
        assertThat(events(noticeId)).containsSubsequence("accepted", "routed", "refused", "sent-again", "delivered");
        assertToldAsTheStatusShows(noticeId);
        assertThat(refusing.taken.deliveryOf(noticeId).orElseThrow().getDeliveryId())
                .isEqualTo(id);
        assertThat(refused()).isEmpty();
        assertThat(operate("deliveries", "redrive", id, "--reason", "once too often"))
                .isEqualTo(1);
        assertThat(out.toString()).contains(id + "  refused: receipted");
        awaitBalance();
    }

    @Test
    void shouldProcessADeadLetteredNoticeAgainWhenTheOperatorSaysSo(@TempDir Path home) throws IOException {
        String noticeId = submit(home, sample("on the wrong lane"));
        awaitPending(noticeId);
        onTheWrongLane(noticeId);
        await("the dead letter")
                .atMost(PATIENCE)
                .until(() -> !letters("notices.standard").isEmpty());
        JsonNode letter = letters("notices.standard").path(0);
        assertThat(letter.path("reason").asText()).isEqualTo("receipt-mismatch");
        assertThat(letter.at("/record/noticeId").asText()).isEqualTo(noticeId);

        assertThat(operate("deadletters", "show", letter.path("letter").asText()))
                .isZero();
        assertThat(out.toString()).contains(noticeId).doesNotContain("SEXUAL_EXTORTION", "Sample chat");
        Instant before = CLOCK.instant();
        assertThat(operate("deadletters", "redrive", letter.path("origin").asText(), "--reason", "look again"))
                .as(() -> out.toString() + err)
                .isZero();
        Command command = commands().because("look again", System.getProperty("user.name"), before);
        assertThat(command.getKind()).isEqualTo(CommandKind.REDRIVE_DEAD_LETTER);
        assertThat(Places.text(command.getDeadLetter().getOrigin()))
                .isEqualTo(letter.path("origin").asText());

        await("its own outcome")
                .atMost(PATIENCE)
                .until(() -> !letters("handovers.standard").isEmpty());
        assertThat(letters("notices.standard")).hasSize(1);
        awaitBalance();
        assertThat(JSON.readTree(out.toString()).at("/handedOver/redriven").asInt())
                .isEqualTo(1);
    }

    @Test
    void shouldSayWhoIsNoPartner(@TempDir Path home) {
        assertThat(run(
                        "case",
                        "pull",
                        home.resolve("cases").toString(),
                        "--desk",
                        desk.toString(),
                        "--certificate",
                        submitter + "/certificate.pem",
                        "--tls-key",
                        submitter + "/key.pem"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("no answer from");
    }

    /** By the webhook, once each, with the ids that the gateway's stream of events gives the same entries. */
    private void assertToldAsTheStatusShows(String noticeId) throws IOException {
        List<String> entries = new ArrayList<>();
        for (JsonNode entry : status(noticeId).path("timeline")) {
            entries.add(JSON.writeValueAsString(entry));
        }
        List<String> ids = TimelineMarks.of(entries).stream()
                .map(mark -> noticeId + "." + mark)
                .toList();
        await("the webhook")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(told.about(noticeId))
                        .extracting(ToldSubmitter.Told::webhookId)
                        .containsSubsequence(ids.getFirst(), ids.getLast())
                        .containsAll(ids));
        assertThat(told.about(noticeId))
                .extracting(event -> event.body().at("/entry/event").asText())
                .containsSubsequence("accepted", "routed", "refused", "sent-again", "delivered");
        assertThat(told.about(noticeId).toString()).doesNotContain(ToggledDesk.ID, LocalParticipants.DESK);
    }

    /** Kept in the outbox and never sent, as the exchange sees what it lost with its disk. */
    @Test
    void shouldSendAgainWhatTheExchangeDoesNotHave() throws IOException {
        byte[] notice = JSON.writeValueAsBytes(sample("lost on the way"));
        String noticeId = new NoticePreparation(new SubmitterFolder(Path.of(submitter)), CLOCK)
                .prepare(notice)
                .noticeId();

        await("that it is missing")
                .atMost(PATIENCE)
                .until(() -> run("notice", "resubmit", "--submitter", submitter, "--all", "--dry-run") == 1
                        && out.toString().contains(noticeId + "  missing"));
        assertThat(run("notice", "resubmit", "--submitter", submitter, "--all", "--json"))
                .as(err::toString)
                .isZero();
        assertThat(JSON.readTree(out.toString()).path("sentAgain").asInt()).isEqualTo(1);
        await("what became of it")
                .atMost(PATIENCE)
                .until(() -> run("notice", "resubmit", "--submitter", submitter, "--dry-run") == 0);
        assertThat(out.toString()).contains(" 0 missing, 0 sent again, 0 failed");
    }

    /** Pulls until the notice's delivery is there, and returns its case as the command prints it. */
    private JsonNode pull(Path cases, String noticeId) {
        List<JsonNode> found = new ArrayList<>();
        await("case of " + noticeId).atMost(PATIENCE).until(() -> {
            assertThat(run(
                            "case",
                            "pull",
                            cases.toString(),
                            "--desk",
                            desk.toString(),
                            "--zone",
                            "Europe/Berlin",
                            "--wait",
                            "10",
                            "--json"))
                    .as(err::toString)
                    .isZero();
            for (JsonNode one : JSON.readTree(out.toString()).path("cases")) {
                JsonNode body = JSON.readTree(Path.of(one.path("json").asText()).toFile());
                if (body.at("/delivery/trigger/noticeId").asText().equals(noticeId)) {
                    found.add(one);
                }
            }
            return !found.isEmpty();
        });
        return found.getFirst();
    }

    private int answer(String json, String... said) {
        return run(Stream.concat(Stream.of("case", "answer", json, "--desk", desk.toString()), Stream.of(said))
                .toArray(String[]::new));
    }

    private JsonNode refused() throws IOException {
        assertThat(operate("deliveries", "list", "--state", "REFUSED", "--partner", ToggledDesk.ID, "--json"))
                .as(err::toString)
                .isZero();
        return JSON.readTree(out.toString());
    }

    private JsonNode letters(String topic) throws IOException {
        assertThat(operate("deadletters", "list", "--since", "1h", "--topic", topic, "--json"))
                .as(err::toString)
                .isZero();
        return JSON.readTree(out.toString());
    }

    private List<String> events(String noticeId) throws IOException {
        List<String> events = new ArrayList<>();
        status(noticeId)
                .path("timeline")
                .forEach(event -> events.add(event.path("event").asText()));
        return events;
    }

    private void awaitBalance() {
        await("the balance").atMost(PATIENCE).until(() -> operate("balance", "--json") == 0);
    }

    private static WrittenCommands commands() {
        return new WrittenCommands(
                exchange.endpoints(),
                LocalOperators.privateKeys(folder.resolve("data").resolve("keys")));
    }

    /** A command of the operator, who has the data folder. */
    private int operate(String... command) {
        return run(Stream.concat(
                        Stream.of(command),
                        Stream.of("--data", folder.resolve("data").toString()))
                .toArray(String[]::new));
    }

    /** Writes a copy of the notice where its receipt does not let it stand. */
    private static void onTheWrongLane(String noticeId) {
        Map<String, Object> kafka =
                Map.of("bootstrap.servers", exchange.endpoints().kafka());
        try (SchemaRegistry registry =
                        new SchemaRegistry(exchange.endpoints().registry().toString(), Map.of());
                KafkaProducer<String, byte[]> producer =
                        new KafkaProducer<>(kafka, new StringSerializer(), new ByteArraySerializer())) {
            WireFormats formats = new WireFormats(registry);
            String right = Topics.notices(Lane.URGENT);
            String wrong = Topics.notices(Lane.STANDARD);
            CommittedRecords.read(kafka, right, formats.of(right, AcceptedNotice.class)).stream()
                    .filter(notice -> notice.getNoticeId().equals(noticeId))
                    .map(notice -> new ProducerRecord<>(
                            wrong,
                            notice.getReference(),
                            formats.of(wrong, AcceptedNotice.class).encode(notice)))
                    .forEach(copy -> {
                        var _ = producer.send(copy);
                    });
            producer.flush();
        }
    }

    private String submit(Path home, ObjectNode notice) throws IOException {
        Path file = Files.writeString(home.resolve("notice.json"), notice.toString());
        assertThat(run("notice", "submit", file.toString(), "--submitter", submitter, "--json"))
                .as(err::toString)
                .isZero();
        return JSON.readTree(out.toString()).path("noticeId").asText();
    }

    private void awaitPending(String noticeId) {
        await("delivery of " + noticeId)
                .atMost(PATIENCE)
                .until(() -> delivery(noticeId).path("state").asText().equals("PENDING"));
    }

    private JsonNode delivery(String noticeId) throws IOException {
        return status(noticeId).path("deliveries").path(0);
    }

    private List<String> feedback(String noticeId) throws IOException {
        List<String> answers = new ArrayList<>();
        status(noticeId)
                .path("feedback")
                .forEach(one -> answers.add(one.path("answer").asText()));
        return answers;
    }

    private JsonNode status(String noticeId) throws IOException {
        assertThat(run("notice", "status", noticeId, "--submitter", submitter, "--json"))
                .as(err::toString)
                .isZero();
        return JSON.readTree(out.toString());
    }

    /** An incident of its own: another account, another picture. */
    private static ObjectNode sample(String incident) throws IOException {
        ObjectNode notice =
                (ObjectNode) JSON.readTree(Path.of("../samples/case.json").toFile());
        notice.put("incidentKey", incident.replace(' ', '-'));
        ((ObjectNode) notice.at("/actors/0/tokens/0")).put("of", incident);
        ((ObjectNode) notice.at("/content/0/digests/0"))
                .put("value", String.format("%064x", incident.hashCode() & 0xffffffffL));
        return notice;
    }

    private static ObjectNode retractionOf(ObjectNode notice, String noticeId) {
        ObjectNode retraction = notice.deepCopy();
        retraction.retain(
                "incidentKey", "harms", "priority", "urgencyBasis", "channel", "detection", "disclosureBasis");
        return retraction
                .put("kind", "RETRACTION")
                .put("refersTo", noticeId)
                .put("retractionReason", "MISTAKEN_IDENTITY");
    }

    private static String key(String file) {
        return desk.resolve(file).toString();
    }

    private static InboxPull inbox(ConnectorClient client, ReceivingSystem.Desk at, InboxCursor cursor) {
        DeliveryVerifier verifier = new DeliveryVerifier(
                JwkSet.parse(bytes(desk.resolve("exchange-keys.json"))).lookup(), Optional.of(LocalParticipants.DESK));
        return new InboxPull(client, verifier, at, cursor, Optional.empty(), CLOCK);
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A desk that cannot keep one delivery. */
    private record FullDisk(String noticeId) implements ReceivingSystem.Desk {
        @Override
        public void take(DeliveryCheck.Genuine genuine, byte[] body, Instant at) {
            if (genuine.delivery().getTrigger().getNoticeId().equals(noticeId)) {
                throw new IllegalStateException("disk full");
            }
        }

        @Override
        public void refused(String reason, byte[] body) {
            throw new AssertionError(reason);
        }
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return HarborlightCommand.execute(out, err, arguments);
    }
}
