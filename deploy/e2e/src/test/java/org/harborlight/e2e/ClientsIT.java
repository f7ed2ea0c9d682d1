package org.harborlight.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
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
import java.util.Optional;
import java.util.stream.Stream;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.codec.AvroTrust;
import org.harborlight.schemas.envelope.VerificationKey;
import org.harborlight.standalone.partner.DeliveryCheck;
import org.harborlight.standalone.partner.DeliveryVerifier;
import org.harborlight.standalone.pki.ExchangePki;
import org.harborlight.standalone.runtime.Closing;
import org.harborlight.standalone.runtime.DataFolder;
import org.harborlight.standalone.runtime.Exchange;
import org.harborlight.standalone.runtime.ExchangeSettings;
import org.harborlight.standalone.runtime.Participants;
import org.harborlight.standalone.submitter.SubmitterFolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The clients of {@code deploy/clients}, in Node, Java and Python, against a whole exchange: submitters follow their
 * notice until a desk has it, partners store what they verified and sign their receipts, without which nothing counts.
 */
final class ClientsIT {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String SUBMITTER = "client-platform";
    private static final List<SectionKind> MAY_RECEIVE =
            List.of(SectionKind.REPORTED_PERSON, SectionKind.CHILD_VICTIM, SectionKind.NARRATIVE);

    private final Closing closing = new Closing();

    @AfterEach
    void stop() {
        closing.close();
    }

    @Test
    void shouldCarryNoticesBetweenClientsThatShareNoCode(@TempDir Path folder) throws Exception {
        AvroTrust.install();
        ClientProcess.installNode();
        DataFolder data = DataFolder.open(folder.resolve("data"));
        ExchangePki pki = ExchangePki.open(data.root(), CLOCK, new SecureRandom());
        ExchangePki.Kit submitter = pki.submitterKit(data.submitter(SUBMITTER), SUBMITTER);
        Map<String, Path> inboxes = new LinkedHashMap<>();
        List<Participant> entries = new ArrayList<>();
        entries.add(Participants.submitter(
                new Participants.Who(SUBMITTER, "Platform", StakeholderKind.PLATFORM, "IE"), pki, submitter));
        for (String language : List.of("node", "java", "python")) {
            String id = "client-" + language;
            ExchangePki.Kit kit = pki.partnerKit(data.partner(id), id);
            Path inbox = folder.resolve(id);
            inboxes.put(id, inbox);
            entries.add(partner(id, pki, kit, endpoint(language, kit, data, id, inbox)));
        }
        Exchange exchange = Exchange.start(
                closing, data, pki, ExchangeSettings.samples(ExchangeSettings.Ports.free()), entries, CLOCK);
        SubmitterFolder.write(
                submitter.folder(), SUBMITTER, exchange.endpoints().gateway(), SUBMITTER + "-tokens-1");

        assertDelivered(ClientProcess.node(
                "submitter.mjs",
                submitter.folder().toString(),
                ClientProcess.sampleNotice().toString()));
        assertDelivered(ClientProcess.java("Submitter.java", submitter.folder().toString()));

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

    private void assertDelivered(ClientProcess client) throws IOException, InterruptedException {
        List<String> lines = closing.add("submitter", client).end(PATIENCE);
        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst()).matches("accepted [0-9a-f-]{36} lane STANDARD receipt \\S+");
        assertThat(lines.getLast()).contains("\"RECEIPTED\"");
    }

    private URI endpoint(String language, ExchangePki.Kit kit, DataFolder data, String id, Path inbox)
            throws IOException {
        String[] arguments = {
            kit.folder().toString(), data.publicKeys().toString(), id, "0", inbox.toString(),
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
