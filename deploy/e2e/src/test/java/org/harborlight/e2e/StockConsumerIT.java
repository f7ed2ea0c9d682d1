package org.harborlight.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.NoticeFixtures;
import org.harborlight.schemas.SignedNotice;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.envelope.DsseJson;
import org.harborlight.schemas.notice.AcceptanceReceipt;
import org.harborlight.schemas.notice.Submission;
import org.harborlight.standalone.pki.ExchangePki;
import org.harborlight.standalone.runtime.Closing;
import org.harborlight.standalone.runtime.DataFolder;
import org.harborlight.standalone.runtime.Endpoints;
import org.harborlight.standalone.runtime.Exchange;
import org.harborlight.standalone.runtime.ExchangeSettings;
import org.harborlight.standalone.runtime.LocalParticipants;
import org.harborlight.standalone.runtime.ManagementClient;
import org.harborlight.standalone.submitter.ExchangeAnswer;
import org.harborlight.standalone.submitter.NoticeSealing;
import org.harborlight.standalone.submitter.PlainNotice;
import org.harborlight.standalone.submitter.SubmitterClient;
import org.harborlight.standalone.submitter.SubmitterFolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The topics are open to consumers that know nothing of Harborlight: KafkaJS reads them, and Confluent's own registry
 * client for Node decodes them by the schemas in the registry. What they see is what was submitted, and what the
 * exchange made of it.
 */
final class StockConsumerIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final InstantSource CLOCK = InstantSource.system();
    /** Longer than a lane may stand where the group coordinator forgets that it wants to join. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final String NOTICES = Topics.notices(Lane.STANDARD);

    private final Closing closing = new Closing();

    @AfterEach
    void stop() {
        closing.close();
    }

    @Test
    void shouldReadNoticesAndOutcomesWhenConsumerKnowsOnlyTheRegistry(@TempDir Path folder) throws Exception {
        NodeProgram program = NodeProgram.install();
        Submitted sent = submitTwice(folder);

        Read read = read(program, sent.endpoints());

        assertThat(read.from(NOTICES)).hasSize(2).allSatisfy(record -> assertNotice(record, sent));
        assertThat(read.from(Topics.OUTCOMES)).hasSize(2).allSatisfy(record -> assertOutcome(record, sent));
        assertOpenedThenReplayed(read.from(Topics.OUTCOMES), read.from(NOTICES));
    }

    /** Where the consumer does not get what it waits for, the failure says first how the processor is. */
    private static Read read(NodeProgram program, Endpoints endpoints) throws IOException {
        try {
            return Read.of(program.run(
                    PATIENCE,
                    endpoints.kafka(),
                    endpoints.registry().toString(),
                    NOTICES + "=2",
                    Topics.OUTCOMES + "=2"));
        } catch (IllegalStateException e) {
            try (ManagementClient management = new ManagementClient()) {
                URI processor = Objects.requireNonNull(endpoints.management().get("processor"));
                throw new IllegalStateException(
                        management.get(processor, "/health").body() + ": " + e.getMessage(), e);
            }
        }
    }

    private static void assertNotice(JsonNode record, Submitted sent) throws IOException {
        JsonNode value = record.path("value");
        assertThat(record.path("key").asText())
                .isEqualTo(sent.receipt().reference())
                .isEqualTo(value.path("reference").asText());
        assertThat(value.path("submitterId").asText()).isEqualTo(LocalParticipants.SUBMITTER);
        assertThat(value.path("noticeId").asText()).isEqualTo(sent.noticeId());
        assertThat(value.path("lane").asText()).isEqualTo("STANDARD");
        assertThat(value.path("receiptId").asText()).isEqualTo(sent.receipt().receiptId());
        assertThat(value.path("acceptedAt").asLong())
                .isGreaterThanOrEqualTo(sent.receipt().acceptedAt().toEpochMilli());
        JsonNode envelope = value.path("envelope");
        SignedNotice signed = sent.signed();
        assertThat(envelope.path("payloadType").asText()).isEqualTo(signed.getPayloadType());
        assertThat(envelope.path("payload").binaryValue()).isEqualTo(Bytes.copy(signed.getPayload()));
        JsonNode signature = envelope.path("signatures").path(0);
        assertThat(signature.path("keyId").asText())
                .isEqualTo(signed.getSignatures().getFirst().getKeyId());
        assertThat(signature.path("value").binaryValue())
                .isEqualTo(Bytes.copy(signed.getSignatures().getFirst().getValue()));
    }

    private static void assertOutcome(JsonNode record, Submitted sent) {
        JsonNode value = record.path("value");
        assertThat(record.path("key").asText())
                .isEqualTo(Topics.noticeKey(LocalParticipants.SUBMITTER, sent.noticeId()));
        assertThat(value.path("submitterId").asText()).isEqualTo(LocalParticipants.SUBMITTER);
        assertThat(value.path("noticeId").asText()).isEqualTo(sent.noticeId());
        assertThat(value.path("receiptId").asText()).isEqualTo(sent.receipt().receiptId());
        assertThat(value.path("lane").asText()).isEqualTo("STANDARD");
        assertThat(value.path("origin").path("topic").asText()).isEqualTo(NOTICES);
    }

    /** The first opened a case for the desk, the second is its repeat. */
    private static void assertOpenedThenReplayed(List<JsonNode> outcomes, List<JsonNode> notices) {
        JsonNode opened = outcomeOf(notices.getFirst(), outcomes);
        assertThat(opened.path("verdict").asText()).isEqualTo("OPENED");
        assertThat(opened.path("link").isNull()).isTrue();
        assertThat(opened.path("caseId").asText()).isNotEmpty();
        assertThat(opened.path("routes"))
                .isNotEmpty()
                .allSatisfy(
                        route -> assertThat(route.path("partnerId").asText()).isEqualTo(LocalParticipants.DESK));
        JsonNode replayed = outcomeOf(notices.getLast(), outcomes);
        assertThat(replayed.path("verdict").asText()).isEqualTo("REPLAYED");
        assertThat(replayed.path("link").asText()).isEqualTo("REPLAY");
    }

    /** The outcome that names this record as its origin; a repeat's comes sooner, since it passes one stage less. */
    private static JsonNode outcomeOf(JsonNode notice, List<JsonNode> outcomes) {
        List<JsonNode> found = outcomes.stream()
                .map(outcome -> outcome.path("value"))
                .filter(outcome -> outcome.path("origin").path("partition").equals(notice.path("partition"))
                        && outcome.path("origin").path("offset").equals(notice.path("offset")))
                .toList();
        assertThat(found).as("outcomes of %s", notice).hasSize(1);
        return found.getFirst();
    }

    /** One notice, submitted twice with the same bytes over mutual TLS, and the receipt of the first. */
    private Submitted submitTwice(Path folder) throws IOException {
        DataFolder data = DataFolder.open(folder.resolve("data"));
        ExchangePki pki = ExchangePki.open(data.root(), CLOCK, new SecureRandom());
        ExchangeSettings settings = ExchangeSettings.samples(ExchangeSettings.Ports.free());
        LocalParticipants local =
                closing.add("local participants", LocalParticipants.open(data, pki, List.of("IE", "DE", "NL"), CLOCK));
        Exchange exchange = Exchange.start(closing, data, pki, settings, local.entries(), CLOCK);
        local.ready(exchange.endpoints());
        SubmitterFolder submitter = new SubmitterFolder(data.submitter(LocalParticipants.SUBMITTER));
        SubmitterClient client = closing.add("submitter", new SubmitterClient(submitter.gateway(), submitter.tls()));
        NoticeSealing sealing = new NoticeSealing(
                submitter.signingKey(), pki.secrets().sealing().publicEntry(Instant.EPOCH), pki.random(), CLOCK);
        IncidentNotice notice = NoticeFixtures.extortion(LocalParticipants.SUBMITTER, CLOCK.instant())
                .build();
        SignedNotice signed = sealing.seal(new PlainNotice(notice, Map.of()));
        ExchangeAnswer first = client.submit(Submission.encode(signed));
        ExchangeAnswer second = client.submit(Submission.encode(signed));
        assertThat(List.of(first.status(), second.status())).containsOnly(202);
        byte[] receipt =
                Bytes.copy(DsseJson.read(first.body(), first.body().length).getPayload());
        return new Submitted(notice.getNoticeId(), signed, AcceptanceReceipt.fromJson(receipt), exchange.endpoints());
    }

    /** What went in, and where it can be read. */
    private record Submitted(String noticeId, SignedNotice signed, AcceptanceReceipt receipt, Endpoints endpoints) {}

    /** What the consumer printed. */
    private record Read(List<JsonNode> records) {
        static Read of(List<String> lines) throws IOException {
            List<JsonNode> records = new ArrayList<>();
            for (String line : lines) {
                records.add(JSON.readTree(line));
            }
            return new Read(records);
        }

        List<JsonNode> from(String topic) {
            return records.stream()
                    .filter(record -> record.path("topic").asText().equals(topic))
                    .toList();
        }
    }
}
