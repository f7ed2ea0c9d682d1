package org.harborlight.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateParsingException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.harborlight.gateway.http.ProblemType;
import org.harborlight.schemas.AcceptedNotice;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.SignedNotice;
import org.harborlight.schemas.StoredSectionKeys;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.envelope.DsseJson;
import org.harborlight.schemas.envelope.EnvelopeVerifier;
import org.harborlight.schemas.envelope.Sha256;
import org.harborlight.schemas.envelope.SignatureCheck;
import org.harborlight.schemas.envelope.VerificationKey;
import org.harborlight.schemas.notice.AcceptanceReceipt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is accepted over real mutual TLS, what then stands in a real broker, and what a submitter can ask for. */
@ExtendWith(GatewayExtension.class)
@Timeout(60)
final class GatewayIT {
    private static final int SAN_URI = 6;

    private final RunningGateway running;
    private final TestExchange exchange;
    private final TestNotices notices;

    GatewayIT(RunningGateway running) {
        this.running = running;
        this.exchange = running.exchange;
        this.notices = exchange.notices;
    }

    /** What is accepted already goes before what is not. */
    @Test
    void shouldVerifyOnThreadsThatYield() {
        running.client.submit(notices.sealed(notices.urgent(RunningGateway.SUBMITTER)));

        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().startsWith("verify-"))
                .isNotEmpty()
                .extracting(Thread::getPriority)
                .containsOnly(Thread.MIN_PRIORITY);
    }

    @ParameterizedTest
    @EnumSource(
            value = HttpClient.Version.class,
            names = {"HTTP_1_1", "HTTP_2"})
    void shouldAnswerWithAReceiptThatVerifiesWhenAccepted(HttpClient.Version version) {
        IncidentNotice.Builder notice = notices.urgent(RunningGateway.SUBMITTER);
        SignedNotice sent = notices.sealed(notice);
        byte[] body = TestNotices.body(sent);

        Answer answer = running.client.submit(
                BodyPublishers.ofByteArray(body),
                MediaTypes.SIGNED_NOTICE + "; charset=binary",
                request -> request.version(version));

        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        assertThat(answer.header("content-type")).hasValue(MediaTypes.DSSE_JSON);
        assertThat(answer.header("location")).hasValue("/v1/notices/" + notice.getNoticeId());
        AcceptanceReceipt receipt = receipt(answer);
        assertThat(receipt.submitterId()).isEqualTo(RunningGateway.SUBMITTER);
        assertThat(receipt.noticeId()).isEqualTo(notice.getNoticeId());
        assertThat(receipt.payloadSha256()).isEqualTo(Sha256.hex(Bytes.copy(sent.getPayload())));
        assertThat(receipt.lane()).isEqualTo(Lane.URGENT);
        assertThat(answer.text()).doesNotContain(TestNotices.CANARY);
    }

    @Test
    void shouldTakeOneOfEachSignatureOrRefuseAllWhenOneIsDamaged() {
        SignedNotice sent = notices.signedWith(
                notices.standard(RunningGateway.SUBMITTER),
                exchange.keys.current,
                exchange.keys.ecdsa,
                exchange.keys.mlDsa);

        AcceptanceReceipt receipt = receipt(running.client.submit(sent));
        assertThat(accepted(Lane.STANDARD, receipt))
                .singleElement()
                .satisfies(notice ->
                        assertThat(notice.getEnvelope().getSignatures()).isEqualTo(sent.getSignatures()));

        ByteBuffer last = sent.getSignatures().getLast().getValue();
        last.put(20, (byte) (last.get(20) ^ 1));
        running.client.submit(sent).assertProblem(ProblemType.BAD_SIGNATURE);
    }

    @Test
    void shouldAcceptWhenTheClientWaitsToBeToldToContinue() {
        byte[] body = TestNotices.body(notices.sealed(notices.standard(RunningGateway.SUBMITTER)));

        assertThat(running.client
                        .submit(
                                BodyPublishers.ofByteArray(body),
                                MediaTypes.SIGNED_NOTICE,
                                request -> request.expectContinue(true).version(HttpClient.Version.HTTP_1_1))
                        .status())
                .isEqualTo(202);
    }

    @ParameterizedTest
    @EnumSource(
            value = Lane.class,
            names = {"URGENT", "STANDARD"})
    void shouldStandOnItsLaneOnlyWhenAccepted(Lane lane) {
        SignedNotice sent = notices.sealed(
                lane == Lane.URGENT
                        ? notices.urgent(RunningGateway.SUBMITTER)
                        : notices.standard(RunningGateway.SUBMITTER));

        AcceptanceReceipt receipt = receipt(running.client.submit(sent));

        assertThat(receipt.lane()).isEqualTo(lane);
        assertThat(accepted(lane == Lane.URGENT ? Lane.STANDARD : Lane.URGENT, receipt))
                .isEmpty();
        assertThat(accepted(lane, receipt)).singleElement().satisfies(notice -> {
            assertThat(notice.getEnvelope().getPayload()).isEqualTo(sent.getPayload());
            assertThat(notice.getEnvelope().getSignatures()).isEqualTo(sent.getSignatures());
            assertThat(notice.getReference()).isEqualTo(receipt.reference());
            assertThat(notice.getReceiptId()).isEqualTo(receipt.receiptId());
            assertThat(notice.getAcceptedAt()).isEqualTo(receipt.acceptedAt());
        });
        assertThat(sectionKeys(receipt)).singleElement().satisfies(stored -> {
            assertThat(stored.getSealed()).isEqualTo(sent.getSectionKeys());
            assertThat(Sha256.hex(Bytes.copy(sent.getPayload())))
                    .isEqualTo(HexFormat.of().formatHex(Bytes.copy(stored.getPayloadSha256())));
        });
        assertThat(timestamp(lane, receipt)).isEqualTo(receipt.acceptedAt());
    }

    @Test
    void shouldWriteNoNoticeWhenItsSectionKeysCannotBeWritten() {
        byte[] body = TestNotices.body(notices.sealed(notices.urgent(RunningGateway.SUBMITTER)));
        long before = exchange.topics.read(Topics.notices(Lane.URGENT)).size();

        exchange.topics.shut(Topics.SECTION_KEYS);
        try {
            Answer refused = running.client.submit(body).assertProblem(ProblemType.UNAVAILABLE);
            assertThat(refused.retryAfter()).isPositive();
            assertThat(exchange.topics.read(Topics.notices(Lane.URGENT))).hasSize(Math.toIntExact(before));
        } finally {
            exchange.topics.reopen(Topics.SECTION_KEYS);
        }

        AcceptanceReceipt receipt = receipt(running.client.submit(body));
        assertThat(sectionKeys(receipt)).hasSize(1);
        assertThat(accepted(Lane.URGENT, receipt)).hasSize(1);
    }

    @Test
    void shouldGiveTheSameReceiptIdAndReferenceWhenTheSameBytesComeAgain() {
        byte[] body = TestNotices.body(notices.sealed(notices.standard(RunningGateway.SUBMITTER)));

        AcceptanceReceipt first = receipt(running.client.submit(body));
        AcceptanceReceipt second = receipt(running.client.submit(body));

        assertThat(second.receiptId()).isEqualTo(first.receiptId());
        assertThat(second.reference()).isEqualTo(first.reference());
        assertThat(accepted(Lane.STANDARD, first)).hasSize(2);
    }

    @Test
    void shouldListReceiptAndSealingKeysWhenAsked() {
        Answer answer = running.client.get("/v1/keys");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).hasValue("application/jwk-set+json");
        assertThat(key(answer, "receipt"))
                .containsEntry("kid", exchange.keys.receipt.keyId())
                .containsEntry("crv", "Ed25519")
                .containsEntry("x", raw(exchange.keys.receiptEntry()));
        assertThat(key(answer, "sealing"))
                .containsEntry("kid", exchange.keys.sealing.keyId())
                .containsEntry("crv", "X25519")
                .containsEntry("use", "enc")
                .containsEntry("x", raw(exchange.keys.sealingEntry()));
    }

    @Test
    void shouldPassOnTheLedgersAnswerWhenTheNoticeIsTheSubmittersOwn() throws CertificateParsingException {
        String noticeId = UUID.randomUUID().toString();
        String timeline = "{\"noticeId\":\"" + noticeId + "\",\"state\":\"ACCEPTED\"}";
        running.ledger.reply(RunningGateway.SUBMITTER, noticeId, 200, timeline);

        Answer own = running.client.get("/v1/notices/" + noticeId);
        Answer foreign = running.client(RunningGateway.OTHER_SUBMITTER).get("/v1/notices/" + noticeId);

        assertThat(own.status()).isEqualTo(200);
        assertThat(own.header("content-type")).hasValue("application/json");
        assertThat(own.header("cache-control")).hasValue("no-store");
        assertThat(own.text()).isEqualTo(timeline);
        foreign.assertProblem(ProblemType.NOT_YET_KNOWN);
        assertThat(running.ledger.callers().getLast().getSubjectAlternativeNames())
                .contains(List.of(SAN_URI, TestExchange.GATEWAY_URI));
    }

    @Test
    void shouldAnswerUnavailableWhenTheLedgersAnswerIsTooLong() {
        String noticeId = UUID.randomUUID().toString();
        running.ledger.reply(RunningGateway.SUBMITTER, noticeId, 200, "a".repeat(512 * 1024 + 1));

        running.client.get("/v1/notices/" + noticeId).assertProblem(ProblemType.UNAVAILABLE);
    }

    private AcceptanceReceipt receipt(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        SignedEnvelope envelope = DsseJson.read(answer.text().getBytes(StandardCharsets.UTF_8), 64 * 1024);
        assertThat(envelope.getPayloadType()).isEqualTo(MediaTypes.ACCEPTANCE_RECEIPT);
        VerificationKey key = VerificationKey.of(exchange.keys.receiptEntry());
        assertThat(new EnvelopeVerifier(keyId ->
                                Optional.of(key).filter(found -> found.keyId().equals(keyId)))
                        .verify(envelope, Instant.now()))
                .isInstanceOf(SignatureCheck.Valid.class);
        return AcceptanceReceipt.fromJson(Bytes.copy(envelope.getPayload()));
    }

    private List<AcceptedNotice> accepted(Lane lane, AcceptanceReceipt receipt) {
        return exchange.records(Topics.notices(lane), receipt.reference(), AcceptedNotice.class);
    }

    private List<StoredSectionKeys> sectionKeys(AcceptanceReceipt receipt) {
        String key = Topics.sectionKeysKey(receipt.submitterId(), receipt.noticeId(), receipt.receiptId());
        return exchange.records(Topics.SECTION_KEYS, key, StoredSectionKeys.class);
    }

    private Instant timestamp(Lane lane, AcceptanceReceipt receipt) {
        return exchange.topics.read(Topics.notices(lane)).stream()
                .filter(record -> receipt.reference().equals(record.key()))
                .map(record -> Instant.ofEpochMilli(record.timestamp()))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, Object> key(Answer answer, String purpose) {
        return answer.json().getJsonArray("keys").stream()
                .map(JsonObject.class::cast)
                .map(JsonObject::getMap)
                .filter(key -> purpose.equals(key.get("purpose")))
                .findFirst()
                .orElseThrow();
    }

    private static String raw(PublicKeyEntry key) {
        byte[] encoded = Bytes.copy(key.getPublicKey());
        byte[] raw = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(raw);
    }
}
