package org.harborlight.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
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
import java.util.Optional;
import java.util.stream.Stream;
import org.harborlight.standalone.cli.HarborlightCommand;
import org.harborlight.standalone.partner.ConnectorClient;
import org.harborlight.standalone.partner.DeliveryCheck;
import org.harborlight.standalone.partner.DeliveryVerifier;
import org.harborlight.standalone.partner.InboxCursor;
import org.harborlight.standalone.partner.InboxPull;
import org.harborlight.standalone.partner.JwkSet;
import org.harborlight.standalone.partner.ReceivingSystem;
import org.harborlight.standalone.pki.ExchangePki;
import org.harborlight.standalone.pki.MutualTls;
import org.harborlight.standalone.runtime.Closing;
import org.harborlight.standalone.runtime.DataFolder;
import org.harborlight.standalone.runtime.Exchange;
import org.harborlight.standalone.runtime.ExchangeSettings;
import org.harborlight.standalone.runtime.LocalParticipants;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * A desk with nothing but an outgoing connection, on the command line: fetches its cases as pages, answers them, and the
 * submitter sees what it shares. One exchange, with a desk that no one calls.
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
        exchange = Exchange.start(
                CLOSING, data, pki, ExchangeSettings.samples(ExchangeSettings.Ports.free()), local.entries(), CLOCK);
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
        CommandLine line = HarborlightCommand.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }
}
