package org.harborlight.standalone.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.envelope.Sha256;
import org.harborlight.standalone.cli.HarborlightCommand;
import org.harborlight.standalone.conformance.Finding.Verdict;
import org.harborlight.standalone.partner.DeliveryBody;
import org.harborlight.standalone.partner.DeliveryCheck;
import org.harborlight.standalone.partner.PartnerServer;
import org.harborlight.standalone.partner.PushReceiver;
import org.harborlight.standalone.partner.ReceivingSystem;
import org.harborlight.standalone.runtime.LocalParticipants;
import org.harborlight.standalone.simulate.Mode;
import org.harborlight.standalone.simulate.PartnerSimulator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The conformance list finds nothing in a good partner, and the right fault in each bad one. */
final class PartnerCheckIT {
    @TempDir
    private static Path folder;

    private static CheckedPartner partner;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void makeKeys() {
        partner = new CheckedPartner(folder.resolve("data"));
    }

    @Test
    void shouldFindNothingWrongWithTheReceivingSystemThatComesWithTheProgram() {
        Desk desk = new Desk();
        try (PartnerServer server = new PartnerServer(partner.tls(), 0)) {
            server.answerWith(
                    LocalParticipants.receiving(partner.pki(), CheckedPartner.ID, desk, CheckedPartner.CLOCK));
            CheckedPartner.Findings found = partner.check(server.endpoint(), Optional.empty(), 1);
            assertThat(found.all()).extracting(Finding::verdict).doesNotContain(Verdict.FAIL);
            assertThat(found.get("address").detail()).startsWith("address-private");
            assertThat(found.get("webhook-old").detail()).isEqualTo("status-401");
            assertThat(found.get("envelope-changed").detail()).isEqualTo("refused: bad-signature");
            assertThat(found.get("other-addressee").detail()).isEqualTo("refused: not-addressed-to-us");
            assertThat(found.get("batch").verdict()).isEqualTo(Verdict.SKIPPED);
            assertThat(found.all()).hasSize(Check.values().length);
        }
        assertThat(desk.genuine).as("marked as a test, every one").isNotEmpty().doesNotContain(false);
    }

    @Test
    void shouldWarnOfOneThatRefusesForGoodWhatAnotherKeyOrClockWouldTake() {
        PushReceiver usual =
                LocalParticipants.receiving(partner.pki(), CheckedPartner.ID, new Desk(), CheckedPartner.CLOCK);
        try (PartnerServer server = new PartnerServer(partner.tls(), 0)) {
            server.answerWith(push -> {
                PushReceiver.Answer answer = usual.receive(push);
                return answer.status() == 401 ? new PushReceiver.Answer(422, answer.json()) : answer;
            });
            CheckedPartner.Findings found = partner.check(server.endpoint(), Optional.empty(), 1);
            assertThat(List.of("webhook-other-key", "webhook-old", "webhook-future"))
                    .map(found::get)
                    .allSatisfy(finding -> {
                        assertThat(finding.verdict()).isEqualTo(Verdict.WARN);
                        assertThat(finding.detail()).isEqualTo("for good, refused: bad-webhook-signature");
                    });
        }
    }

    @Test
    void shouldFindNothingWrongWithOneThatTakesBatchesAndSignsItsReceipts() {
        try (PartnerSimulator simulator = partner.simulator(Mode.OK)) {
            CheckedPartner.Findings found = partner.check(simulator.endpoint(), Optional.of(partner.receiptKeys()), 5);
            assertThat(found.without("address"))
                    .allSatisfy(finding -> assertThat(finding.verdict())
                            .as("%s: %s", finding.check(), finding.detail())
                            .isEqualTo(Verdict.PASS));
            assertThat(found.get("repeat").detail()).isEqualTo("receipted as a repeat");
            assertThat(found.get("batch").detail()).isEqualTo("all 5 receipted");

            CheckedPartner.Findings without = partner.check(simulator.endpoint(), Optional.empty(), 1);
            assertThat(without.get("delivery").verdict()).isEqualTo(Verdict.PASS);
            assertThat(without.get("signed-receipt").verdict()).isEqualTo(Verdict.WARN);
        }
    }

    @Test
    void shouldFindThatSomebodyReceiptsWhateverComes() {
        try (PartnerServer server = new PartnerServer(partner.tls(), 0)) {
            server.answerWith(PartnerCheckIT::believeEverything);
            CheckedPartner.Findings found = partner.check(server.endpoint(), Optional.empty(), 1);
            assertThat(found.all().stream()
                            .filter(finding -> finding.verdict() == Verdict.FAIL)
                            .map(Finding::check))
                    .containsExactlyInAnyOrder(
                            "webhook-unsigned",
                            "webhook-other-key",
                            "webhook-body-changed",
                            "webhook-old",
                            "webhook-future",
                            "webhook-other-id",
                            "envelope-changed",
                            "envelope-other-key",
                            "envelope-unsigned",
                            "other-addressee");
            assertThat(found.get("copy-differs").verdict()).isEqualTo(Verdict.WARN);
            assertThat(found.get("no-client-certificate").verdict()).isEqualTo(Verdict.PASS);
            assertThat(found.get("foreign-client-certificate").verdict()).isEqualTo(Verdict.PASS);
        }
    }

    @Test
    void shouldFindThatSomebodyIsNotToldOfTheKeys() {
        CheckKeys unknown =
                CheckKeys.open(folder.resolve("unknown"), CheckedPartner.CLOCK, new java.security.SecureRandom());
        try (PartnerSimulator simulator = partner.simulator(Mode.OK)) {
            CheckedPartner.Findings found = partner.check(simulator.endpoint(), Optional.empty(), 1, unknown);
            assertThat(found.get("delivery").verdict()).isEqualTo(Verdict.FAIL);
            assertThat(found.get("webhook-old").verdict()).isEqualTo(Verdict.SKIPPED);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HANG, timeout",
        "SLOW_DRIP, timeout",
        "RESET_MID_BODY, connection-closed",
        "GARBAGE_200, no-echo",
        "HUGE_ANSWER, answer-too-large",
        "OTHER_DELIVERY, wrong-echo",
        "WRONG_DIGEST, wrong-echo",
        "LATE_RECEIPT, no-echo",
        "RETRY_AFTER_SECONDS, status-429",
        "RETRY_AFTER_DATE, status-429",
        "GONE, gone",
        "STORM, status-500",
        "REDIRECT, redirect"
    })
    void shouldNameWhatIsWrongWithAnAnswer(Mode mode, String code) {
        try (PartnerSimulator simulator = partner.simulator(mode)) {
            CheckedPartner.Findings found = partner.check(simulator.endpoint(), Optional.empty(), 2);
            assertThat(found.get("delivery"))
                    .satisfies(finding -> assertThat(finding.verdict()).isEqualTo(Verdict.FAIL))
                    .satisfies(finding -> assertThat(finding.detail()).isEqualTo(code));
            assertThat(found.get("tls").verdict()).isEqualTo(Verdict.PASS);
            assertThat(found.get("webhook-old").verdict()).as("proves nothing").isEqualTo(Verdict.SKIPPED);
            assertThat(simulator.log().outcomes()).doesNotContainKey("redirect-followed");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "EXPIRED_CERTIFICATE, certificate-expired",
        "WRONG_SAN, certificate-of-another-name",
        "TLS_DOWNGRADE, tls"
    })
    void shouldNameWhatIsWrongWithAHandshake(Mode mode, String code) {
        try (PartnerSimulator simulator = partner.simulator(mode)) {
            CheckedPartner.Findings found = partner.check(simulator.endpoint(), Optional.empty(), 1);
            assertThat(found.get("tls").verdict()).isEqualTo(Verdict.FAIL);
            assertThat(found.get("tls").detail()).isEqualTo(code);
            assertThat(found.get("delivery").verdict()).isEqualTo(Verdict.SKIPPED);
            assertThat(found.get("old-tls").verdict())
                    .isEqualTo(mode == Mode.TLS_DOWNGRADE ? Verdict.FAIL : Verdict.PASS);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldReportOnTheCommandLine(boolean good) throws IOException {
        try (PartnerSimulator simulator = partner.simulator(good ? Mode.OK : Mode.WRONG_DIGEST)) {
            String[] arguments = {
                "partner",
                "check",
                "--url",
                simulator.endpoint().toString(),
                "--partner",
                CheckedPartner.ID,
                "--data",
                partner.data().toString(),
                "--timeout",
                "700ms"
            };
            assertThat(run(arguments)).as(err::toString).isEqualTo(good ? 0 : 1);
            assertThat(out.toString()).contains(good ? "conforms: " : "DOES NOT CONFORM: ", "PASS     old-tls");
            String[] asJson = java.util.Arrays.copyOf(arguments, arguments.length + 1);
            asJson[arguments.length] = "--json";
            run(asJson);
            JsonNode report = new ObjectMapper().readTree(out.toString());
            assertThat(report.path("conforms").asBoolean()).isEqualTo(good);
            assertThat(report.path("findings")).hasSize(Check.values().length);
        }
    }

    @Test
    void shouldMakeKeysOnFirstUseAndContactNobody() throws IOException {
        Path keys = folder.resolve("made");
        Path trust = partner.trust();
        try (PartnerSimulator simulator = partner.simulator(Mode.OK)) {
            String[] arguments = {
                "partner",
                "check",
                "--url",
                simulator.endpoint().toString(),
                "--partner",
                CheckedPartner.ID,
                "--keys",
                keys.toString(),
                "--trust",
                trust.toString()
            };
            assertThat(run(arguments)).isEqualTo(2);
            assertThat(out.toString()).contains("exchange-keys.json", "trust.pem", "nothing was checked");
            assertThat(simulator.log().outcomes()).isEmpty();
            String publicKeys = Files.readString(keys.resolve("exchange-keys.json"));
            assertThat(publicKeys)
                    .contains("check-delivery-1", "check-connector-1")
                    .doesNotContain("PRIVATE");
            assertThat(run(arguments)).as("it does not know them").isEqualTo(1);
            assertThat(Files.readString(keys.resolve("exchange-keys.json"))).isEqualTo(publicKeys);
        }
    }

    @Test
    void shouldLeaveNothingInTheDesksFolderWhenItPlaysABadCertificate() throws Exception {
        Path desk = folder.resolve("desk");
        partner.pki().partnerKit(desk, "desk");
        byte[] keys = partner.receiptKeys().toJson();
        Files.write(desk.resolve("exchange-keys.json"), keys);
        String authority = partner.data().resolve("pki").toString();
        Thread running = Thread.ofPlatform()
                .start(() -> run(
                        "partner",
                        "simulate",
                        "--desk",
                        desk.toString(),
                        "--authority",
                        authority,
                        "--mode",
                        "wrong-san"));
        try {
            org.awaitility.Awaitility.await()
                    .until(() -> out.toString().contains("listening on") || !running.isAlive());
            assertThat(out.toString()).as(err::toString).contains("listening on");
            assertThat(desk.resolve("simulate")).doesNotExist();
        } finally {
            running.interrupt();
            running.join();
        }
    }

    private static PushReceiver.Answer believeEverything(PushReceiver.Push push) {
        DeliveryBody body = DeliveryBody.parse(push.body());
        String digest = Sha256.hex(Bytes.copy(body.envelope().getPayload()));
        String id = body.delivery().path("deliveryId").asText();
        return new PushReceiver.Answer(200, "{\"deliveryId\":\"" + id + "\",\"digest\":\"" + digest + "\"}");
    }

    /** Whether each delivery that it took was marked as a test. */
    private static final class Desk implements ReceivingSystem.Desk {
        private final List<Boolean> genuine = new java.util.concurrent.CopyOnWriteArrayList<>();

        @Override
        public void take(DeliveryCheck.Genuine delivery, byte[] body, Instant at) {
            genuine.add(delivery.delivery().getTest());
        }

        @Override
        public void refused(String reason, byte[] body) {
            // Answered with the reason.
        }
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return HarborlightCommand.execute(out, err, arguments);
    }
}
