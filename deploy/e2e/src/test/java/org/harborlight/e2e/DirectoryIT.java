package org.harborlight.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.harborlight.schemas.Topics;
import org.harborlight.standalone.cli.HarborlightCommand;
import org.harborlight.standalone.partner.SectionOpener;
import org.harborlight.standalone.pki.ExchangePki;
import org.harborlight.standalone.pki.KeyFiles;
import org.harborlight.standalone.runtime.Closing;
import org.harborlight.standalone.runtime.DataFolder;
import org.harborlight.standalone.runtime.Exchange;
import org.harborlight.standalone.runtime.ExchangeSettings;
import org.harborlight.standalone.runtime.LocalParticipants;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory of a running exchange, changed on the command line as a participant and two operators would: each service
 * acts on it within seconds, nothing is restarted, and no notice on the way is lost.
 */
@Tag("faults")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class DirectoryIT {
    private static final Logger LOG = LoggerFactory.getLogger(DirectoryIT.class);
    private static final InstantSource CLOCK = InstantSource.system();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Closing CLOSING = new Closing();

    @TempDir
    private static Path folder;

    private static JoiningDesk desk;
    private static Exchange exchange;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private int incidents;

    @BeforeAll
    static void start() throws IOException {
        Files.createDirectories(files().resolve("participants"));
        DataFolder data = DataFolder.open(data());
        ExchangePki pki = ExchangePki.open(data.root(), CLOCK, new SecureRandom());
        LocalParticipants local = CLOSING.add(
                "local participants",
                LocalParticipants.open(data, pki, List.of("IE"), new LocalParticipants.DeskWay.Pull(), CLOCK));
        desk = CLOSING.add("joining desk", new JoiningDesk(data, pki, files()));
        exchange = Exchange.start(
                CLOSING, data, pki, ExchangeSettings.samples(ExchangeSettings.Ports.free()), local.entries(), CLOCK);
        local.ready(exchange.endpoints());
    }

    @AfterAll
    static void stop() {
        CLOSING.close();
    }

    @Test
    @Order(1)
    void shouldKeepTheLastGoodEntryAndSayWhatIsQuarantined() throws IOException {
        byte[] forged = {0, 0, 0, 0, 1, 2, 3};
        try (KafkaProducer<String, byte[]> administrator = new KafkaProducer<>(
                Map.of("bootstrap.servers", exchange.endpoints().kafka()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            var _ = administrator.send(new ProducerRecord<>(Topics.DIRECTORY, 0, "78", forged));
            administrator.flush();
        }

        await("the alarm").atMost(PATIENCE).untilAsserted(() -> {
            assertThat(operate("health")).isPositive();
            assertThat(out.toString()).contains("quarantined offset ");
        });
        assertThat(operate("directory", "history")).isEqualTo(1);
        assertThat(out.toString()).contains("REJECTED: ").contains("participant local-desk");

        join("first", "coverage: [FI]");
        await("its end").atMost(PATIENCE).untilAsserted(() -> {
            assertThat(operate("health")).as(err::toString).isNotNegative();
            assertThat(out.toString()).contains("at entry ").doesNotContain("quarantined");
        });
    }

    @Test
    @Order(2)
    void shouldActOnEveryChangeWithoutARestartAndLoseNothing() throws IOException {
        submitUntil("FI", id -> desk.cameTo("first", id), "the desk joined");

        join("second", "coverage: [FI]");
        Set<String> sent = submitUntil("FI", id -> desk.cameTo("second", id), "its endpoint changed");

        join("second", "coverage: [FI, EE]");
        submitUntil("EE", id -> desk.cameTo("second", id), "its coverage changed");

        Path key = files().resolve("seal-2.pem");
        assertThat(run("keys", "new", "--purpose", "seal", "--id", "joining-desk-seal-2", "--out", key.toString()))
                .isZero();
        join("second", "coverage: [FI, EE]", "--sealing-key", key.toString());
        SectionOpener opener = new SectionOpener(KeyFiles.readSealingKey(key));
        sent.addAll(submitUntil(
                "FI",
                id -> desk.notices().contains(id)
                        && !opener.open(desk.delivery(id)).sections().isEmpty(),
                "its sealing key changed"));

        // What a desk did not cover when it was routed was never for it; an address and a key are looked up at
        // dispatch.
        await("every notice that was for it")
                .atMost(PATIENCE)
                .until(() -> desk.notices().containsAll(sent));
    }

    @Test
    @Order(3)
    void shouldRefuseARevokedKeyOfASubmitter() throws IOException {
        Path own = data().resolve("submitters").resolve(LocalParticipants.SUBMITTER);
        Files.copy(own.resolve("accession.json"), files().resolve("participants/local-platform.accession.json"));
        Files.writeString(files().resolve("participants/local-platform.yaml"), """
            accession: local-platform.accession.json
            status: ACTIVE
            revoked: {local-platform-sign-1: "%s"}
            """.formatted(Instant.now()));
        assertThat(operate("directory", "diff", "--folder", files().toString())).isEqualTo(1);
        assertThat(out.toString()).contains("~ participant local-platform").contains("/signingKeys");

        apply();
        Instant applied = Instant.now();
        await("the refusal").atMost(PATIENCE).untilAsserted(() -> {
            assertThat(submit("IE")).isNotZero();
            assertThat(out + err.toString()).contains("key-not-valid");
        });
        took("a key was revoked", applied);
    }

    @Test
    @Order(4)
    void shouldRefuseAProposalThatSomebodyCameBefore() throws IOException {
        Files.writeString(
                files().resolve("participants/joining-desk.yaml"),
                "accession: joining-desk.accession.json\nstatus: SUSPENDED\n");
        Path late = sign("late.json", "operator-1.pem");
        assertThat(operate("directory", "apply", late.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("signatures-below-threshold, 1 signatures, 2 are needed");
        sign("late.json", "operator-2.pem");
        Path early = sign("early.json", "operator-1.pem");
        sign("early.json", "operator-2.pem");

        assertThat(operate("directory", "apply", early.toString()))
                .as(err::toString)
                .isZero();
        assertThat(operate("directory", "apply", late.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("sign anew");
        assertThat(operate("directory", "show", JoiningDesk.ID, "--json")).isZero();
        JsonNode shown = JSON.readTree(out.toString());
        assertThat(shown.path("status").asText()).isEqualTo("SUSPENDED");
        assertThat(shown.at("/accession/place").asText()).isEqualTo("Helsinki");
    }

    /** The desk signs what it asks for, and the operators bring it in. */
    private void join(String server, String decisions, String... more) throws IOException {
        assertThat(run(desk.accession(server, more))).as(err::toString).isZero();
        Files.writeString(
                files().resolve("participants/joining-desk.yaml"),
                "accession: joining-desk.accession.json\nstatus: ACTIVE\n" + decisions + "\n");
        assertThat(run("directory", "lint", "--folder", files().toString()))
                .as(out::toString)
                .isZero();
        apply();
    }

    private void apply() throws IOException {
        Path proposal = folder.resolve("proposal.json");
        Files.deleteIfExists(proposal);
        sign("proposal.json", "operator-1.pem");
        sign("proposal.json", "operator-2.pem");
        assertThat(operate("directory", "apply", proposal.toString()))
                .as(() -> out + err.toString())
                .isZero();
    }

    private Path sign(String proposal, String key) {
        Path file = folder.resolve(proposal);
        assertThat(operate(
                        "directory",
                        "sign",
                        "--folder",
                        files().toString(),
                        "--proposal",
                        file.toString(),
                        "--operator-key",
                        data().resolve("keys").resolve(key).toString()))
                .as(() -> out + err.toString())
                .isZero();
        return file;
    }

    /** Submits one notice after another until one is dealt with by the new entry; returns all of them. */
    private Set<String> submitUntil(String country, Predicate<String> arrived, String after) {
        Instant applied = Instant.now();
        Set<String> sent = new HashSet<>();
        await(after).atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(() -> {
            assertThat(submit(country)).as(err::toString).isZero();
            sent.add(JSON.readTree(out.toString()).path("noticeId").asText());
            return sent.stream().anyMatch(arrived);
        });
        took(after, applied);
        return sent;
    }

    private static void took(String what, Instant since) {
        LOG.atInfo()
                .addKeyValue("what", what)
                .addKeyValue("ms", Duration.between(since, Instant.now()).toMillis())
                .log("acted on from the end of apply");
    }

    private int submit(String country) throws IOException {
        incidents++;
        ObjectNode notice =
                (ObjectNode) JSON.readTree(Path.of("../samples/case.json").toFile());
        notice.put("incidentKey", "directory-" + country + "-" + incidents);
        ((ObjectNode) notice.at("/actors/0/tokens/0")).put("of", "directory-" + country + "-" + incidents);
        ((ObjectNode) notice.at("/content/0/digests/0")).put("value", String.format("%064x", System.nanoTime()));
        ((ObjectNode) notice.at("/jurisdictionFacts/1")).put("country", country);
        Path file = Files.writeString(folder.resolve("notice.json"), notice.toString());
        return run(
                "notice",
                "submit",
                file.toString(),
                "--submitter",
                data().resolve("submitters")
                        .resolve(LocalParticipants.SUBMITTER)
                        .toString(),
                "--json");
    }

    private static Path data() {
        return folder.resolve("data");
    }

    private static Path files() {
        return folder.resolve("files");
    }

    private int operate(String... command) {
        return run(Stream.concat(Stream.of(command), Stream.of("--data", data().toString()))
                .toArray(String[]::new));
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return HarborlightCommand.execute(out, err, arguments);
    }
}
