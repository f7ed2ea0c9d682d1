package org.harborlight.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.harborlight.schemas.KeyAlgorithm;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.codec.AvroTrust;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.schemas.envelope.VerificationKey;
import org.harborlight.standalone.partner.DeliveryCheck;
import org.harborlight.standalone.partner.DeliveryVerifier;
import org.harborlight.standalone.partner.JwkSet;
import org.harborlight.standalone.pki.ExchangePki;
import org.harborlight.standalone.pki.KeyFiles;
import org.harborlight.standalone.runtime.Closing;
import org.harborlight.standalone.runtime.DataFolder;
import org.harborlight.standalone.runtime.Exchange;
import org.harborlight.standalone.runtime.ExchangeSettings;
import org.harborlight.standalone.runtime.LocalParticipants;
import org.harborlight.standalone.runtime.ManagementClient;
import org.harborlight.standalone.runtime.Participants;
import org.harborlight.standalone.submitter.SubmitterClient;
import org.harborlight.standalone.submitter.SubmitterFolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The clients of {@code deploy/clients}, in Node, Java and Python, against a whole exchange: submitters follow their
 * notice until a desk has it, partners store what they verified and sign their receipts, without which nothing counts.
 */
final class ClientsIT {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String SUBMITTER = "client-platform";
    private static final List<String> LANGUAGES = List.of("node", "java", "python");
    private static final List<SectionKind> MAY_RECEIVE =
            List.of(SectionKind.REPORTED_PERSON, SectionKind.CHILD_VICTIM, SectionKind.NARRATIVE);

    private final Closing closing = new Closing();

    @AfterEach
    void stop() {
        closing.close();
    }

    @BeforeAll
    static void prepare() throws Exception {
        AvroTrust.install();
        ClientProcess.installNode();
    }

    /** Receipts, deliveries and the desks' receipts are signed so; webhooks are always Ed25519. */
    @ParameterizedTest
    @EnumSource(
            value = KeyAlgorithm.class,
            names = {"ED25519", "ECDSA_P256"})
    void shouldCarryNoticesBetweenClientsThatShareNoCode(KeyAlgorithm algorithm, @TempDir Path folder)
            throws Exception {
        DataFolder data = DataFolder.open(folder.resolve("data"));
        SecureRandom random = new SecureRandom();
        for (String keyId : List.of("receipt-1", "delivery-1")) {
            KeyFiles.signingKey(data.root().resolve("keys").resolve(keyId + ".pem"), algorithm, keyId, random);
        }
        ExchangePki pki = ExchangePki.open(data.root(), CLOCK, random);
        ExchangePki.Kit submitter = pki.submitterKit(data.submitter(SUBMITTER), SUBMITTER);
        Path keys = folder.resolve("exchange-keys.json");
        Files.write(keys, new JwkSet(List.of(stranger(random))).toJson());
        Map<String, Path> inboxes = new LinkedHashMap<>();
        List<Participant> entries = new ArrayList<>();
        entries.add(Participants.submitter(
                new Participants.Who(SUBMITTER, "Platform", StakeholderKind.PLATFORM, "IE"), pki, submitter));
        for (String language : LANGUAGES) {
            String id = "client-" + language;
            KeyFiles.signingKey(data.partner(id).resolve("signing.pem"), algorithm, id + "-sign-1", random);
            ExchangePki.Kit kit = pki.partnerKit(data.partner(id), id);
            Path inbox = folder.resolve(id);
            inboxes.put(id, inbox);
            entries.add(partner(id, pki, kit, endpoint(language, kit, keys, id, inbox)));
        }
        Exchange exchange = Exchange.start(
                closing, data, pki, ExchangeSettings.samples(ExchangeSettings.Ports.free()), entries, CLOCK);
        SubmitterFolder.write(
                submitter.folder(), SUBMITTER, exchange.endpoints().gateway(), SUBMITTER + "-tokens-1");

        new PublishedShapes().assertShape("KeySet", keys(exchange, submitter));
        ClientProcess first = closing.add(
                "submitter",
                ClientProcess.node(
                        "submitter.mjs",
                        submitter.folder().toString(),
                        ClientProcess.sampleNotice().toString()));
        assertAccepted(first.line());
        awaitFailure(exchange);
        assertThat(inboxes.values())
                .allSatisfy(inbox -> assertThat(stored(inbox)).isEmpty());
        List<PublicKeyEntry> given = new ArrayList<>(
                JwkSet.parse(Files.readAllBytes(data.publicKeys())).keys());
        given.add(stranger(random));
        Files.write(keys, new JwkSet(given).toJson());
        assertDelivered(first.end(PATIENCE)); // refused for good, it would never be
        List<String> second = closing.add(
                        "submitter",
                        ClientProcess.java("Submitter.java", submitter.folder().toString()))
                .end(PATIENCE);
        assertAccepted(second.getFirst());
        assertDelivered(second);

        for (Map.Entry<String, Path> inbox : inboxes.entrySet()) {
            await(inbox.getKey())
                    .atMost(PATIENCE)
                    .until(() -> stored(inbox.getValue()).size() == 2);
            assertThat(stored(inbox.getValue()))
                    .allSatisfy(body -> assertThat(
                                    verifier(pki, inbox.getKey()).verify(Files.readAllBytes(body), CLOCK.instant()))
                            .isInstanceOf(DeliveryCheck.Genuine.class));
        }
    }

    /** A key that some clients cannot read; it has signed nothing. */
    private static PublicKeyEntry stranger(SecureRandom random) {
        return SigningKey.generate(KeyAlgorithm.ML_DSA_65, "of-another-day", random)
                .publicEntry(Instant.EPOCH);
    }

    /** Until every desk was pushed to, and could not verify with the keys that it has. */
    private static void awaitFailure(Exchange exchange) {
        try (ManagementClient management = new ManagementClient()) {
            await("a push to each desk that is tried again")
                    .atMost(PATIENCE)
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(() -> failed(management
                                    .get(connectorOf(exchange), "/lanes")
                                    .body())
                            == LANGUAGES.size());
        }
    }

    private static URI connectorOf(Exchange exchange) {
        return Objects.requireNonNull(exchange.endpoints().management().get("connector"));
    }

    private static long failed(JsonNode lanes) {
        return StreamSupport.stream(lanes.spliterator(), false)
                .filter(lane -> lane.path("pending").asInt() > 0)
                .count();
    }

    private static void assertAccepted(String line) {
        assertThat(line).matches("accepted [0-9a-f-]{36} lane STANDARD receipt \\S+");
    }

    private static void assertDelivered(List<String> lines) throws IOException {
        assertThat(lines.getLast()).contains("\"RECEIPTED\"");
        new PublishedShapes().assertShape("NoticeStatus", lines.getLast());
    }

    /** As the gateway publishes them. */
    private static String keys(Exchange exchange, ExchangePki.Kit submitter) throws IOException {
        try (SubmitterClient client =
                new SubmitterClient(exchange.endpoints().gateway(), LocalParticipants.tls(submitter))) {
            return new String(client.keys().body(), StandardCharsets.UTF_8);
        }
    }

    private URI endpoint(String language, ExchangePki.Kit kit, Path keys, String id, Path inbox) throws IOException {
        String[] arguments = {
            kit.folder().toString(), keys.toString(), id, "0", inbox.toString(),
        };
        ClientProcess process = closing.add(
                id,
                switch (language) {
                    case "node" -> ClientProcess.node("partner.mjs", arguments);
                    case "java" -> ClientProcess.java("Partner.java", arguments);
                    default -> ClientProcess.python("partner.py", arguments);
                });
        return URI.create("https://localhost:" + process.line() + "/deliveries");
    }

    private static Participant partner(String id, ExchangePki pki, ExchangePki.Kit kit, URI endpoint) {
        Participant entry = Participants.partner(
                new Participants.Who(id, id, StakeholderKind.LAW_ENFORCEMENT, "IE"),
                new Participants.Receives(List.of("IE"), MAY_RECEIVE, false, endpoint),
                pki,
                kit);
        return Participant.newBuilder(entry).setReceiptsSigned(true).build();
    }

    private static DeliveryVerifier verifier(ExchangePki pki, String partnerId) {
        VerificationKey key = VerificationKey.of(pki.secrets().delivery().publicEntry(Instant.EPOCH));
        return new DeliveryVerifier(keyId -> Optional.of(key), Optional.of(partnerId));
    }

    private static List<Path> stored(Path inbox) throws IOException {
        try (Stream<Path> files = Files.list(inbox)) {
            return files.filter(file -> file.toString().endsWith(".json")).toList();
        }
    }
}
