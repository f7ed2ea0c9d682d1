package org.harborlight.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.apache.avro.Schema;
import org.harborlight.gateway.http.ProblemType;
import org.harborlight.schemas.AcceptedNotice;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.schemas.SignedNotice;
import org.harborlight.schemas.SignedNoticeBatch;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.envelope.DsseJson;
import org.harborlight.schemas.notice.AcceptanceReceipt;
import org.harborlight.schemas.notice.SignedNoticeJson;
import org.harborlight.schemas.notice.Submission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** DSSE JSON bodies, the reconciliation list, schemas and the contract document, over real mutual TLS. */
@ExtendWith(GatewayExtension.class)
@Timeout(60)
final class ContractIT {
    private static final String PAGE = "{\"notices\":[{\"noticeId\":\"n1\"}],\"next\":\"0:7,1:3\",\"more\":true}";

    private final RunningGateway running;
    private final TestNotices notices;

    ContractIT(RunningGateway running) {
        this.running = running;
        this.notices = running.exchange.notices;
    }

    @Test
    void shouldTakeTheSameNoticeWhenItComesAsDsseJson() {
        SignedNotice notice = notices.sealed(notices.standard(RunningGateway.SUBMITTER));

        AcceptanceReceipt json = receipt(submit(SignedNoticeJson.write(notice)));
        AcceptanceReceipt avro = receipt(running.client.submit(notice));

        assertThat(json.receiptId()).isEqualTo(avro.receiptId());
        assertThat(running.exchange.records(Topics.notices(json.lane()), json.reference(), AcceptedNotice.class))
                .hasSize(2)
                .allSatisfy(accepted ->
                        assertThat(accepted.getEnvelope().getPayload()).isEqualTo(notice.getPayload()));
    }

    @ParameterizedTest
    @ValueSource(strings = {",\"extra\":\"" + TestNotices.CANARY + "\"}", ",\"payloadType\":\"t\"}", "}}", "}0", ""})
    void shouldRefuseWhenTheJsonIsNotExactlyAnEnvelope(String end) {
        String json = new String(
                SignedNoticeJson.write(notices.bare(notices.standard(RunningGateway.SUBMITTER))),
                StandardCharsets.UTF_8);

        submit((json.substring(0, json.length() - 1) + end).getBytes(StandardCharsets.UTF_8))
                .assertProblem(ProblemType.MALFORMED_ENVELOPE);
    }

    @Test
    void shouldRefuseWhenAJsonEnvelopeIsTamperedWith() {
        SignedNotice notice = notices.bare(notices.standard(RunningGateway.SUBMITTER));
        byte[] payload = Bytes.copy(notice.getPayload());
        payload[payload.length - 1] ^= 1;
        notice.setPayload(ByteBuffer.wrap(payload));

        submit(SignedNoticeJson.write(notice)).assertProblem(ProblemType.BAD_SIGNATURE);
    }

    @Test
    void shouldGoOnWhereThePageEndedWhenItsCursorIsGivenBack() {
        running.ledger.replyWithList(RunningGateway.SUBMITTER, 200, PAGE);

        Answer first = running.client.get("/v1/notices?limit=1");
        String next = first.json().getString("next");
        Answer second = running.client.get("/v1/notices?after=" + next);

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.header("cache-control")).hasValue("no-store");
        assertThat(first.json().getJsonArray("notices")).isEqualTo(new JsonObject(PAGE).getJsonArray("notices"));
        assertThat(first.json().getBoolean("more")).isTrue();
        assertThat(next).matches("[A-Za-z0-9_-]+").doesNotContain("0:7");
        assertThat(second.status()).isEqualTo(200);
        assertThat(running.ledger.asked("/v1/notices/" + RunningGateway.SUBMITTER))
                .containsSubsequence(
                        "/v1/notices/" + RunningGateway.SUBMITTER + "?limit=1&after=",
                        "/v1/notices/" + RunningGateway.SUBMITTER + "?limit=100&after=0:7,1:3");
    }

    @Test
    void shouldRefuseACursorWhenItWasMadeForAnotherSubmitter() {
        running.ledger.replyWithList(RunningGateway.SUBMITTER, 200, PAGE);
        running.ledger.replyWithList(RunningGateway.OTHER_SUBMITTER, 200, PAGE);
        String next = running.client.get("/v1/notices").json().getString("next");

        running.client(RunningGateway.OTHER_SUBMITTER)
                .get("/v1/notices?after=" + next)
                .assertProblem(ProblemType.INVALID_CURSOR);
        running.client.get("/v1/notices?after=" + next + "&after=" + next).assertProblem(ProblemType.INVALID_CURSOR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=501", "limit=-1", "limit=", "limit=1&limit=1"})
    void shouldRefuseAListWhenItsLimitIsOutOfRange(String query) {
        running.client.get("/v1/notices?" + query).assertProblem(ProblemType.INVALID_PARAMETER);
    }

    @Test
    void shouldAnswerUnavailableWhenTheLedgerCannotList() {
        TestClient other = running.client(RunningGateway.OTHER_SUBMITTER);
        running.ledger.replyWithList(RunningGateway.OTHER_SUBMITTER, 503, "{}");
        other.get("/v1/notices").assertProblem(ProblemType.UNAVAILABLE);

        running.ledger.replyWithList(RunningGateway.OTHER_SUBMITTER, 404, "{}");
        other.get("/v1/notices").assertProblem(ProblemType.UNAVAILABLE);
    }

    @Test
    void shouldGiveTheSchemaOfABodyWhenAskedByItsFingerprint() {
        SignedNotice notice = notices.bare(notices.standard(RunningGateway.SUBMITTER));

        assertThat(schema(fingerprint(TestNotices.body(notice)))).isEqualTo(SignedNotice.getClassSchema());
        assertThat(schema(fingerprint(Bytes.copy(notice.getPayload())))).isEqualTo(IncidentNotice.getClassSchema());
        assertThat(schema(fingerprint(Submission.encodeBatch(List.of()))))
                .isEqualTo(SignedNoticeBatch.getClassSchema());
    }

    @Test
    void shouldNameTheFingerprintOfEveryCurrentSchema() {
        JsonObject index = new JsonObject(running.client.get("/v1/schemas").text());

        assertThat(index.fieldNames())
                .contains("SignedNotice", "SignedNoticeBatch", "IncidentNotice", "SectionKeySet", "NarrativeSection");
        index.forEach(
                entry -> assertThat(schema((String) entry.getValue()).getName()).isEqualTo(entry.getKey()));
    }

    @Test
    void shouldLetSchemasBeKeptForEver() {
        String fingerprint = fingerprint(TestNotices.body(notices.bare(notices.standard(RunningGateway.SUBMITTER))));

        Answer answer = running.client.get("/v1/schemas/" + fingerprint.toUpperCase(Locale.ROOT));

        assertThat(answer.header("cache-control")).hasValue("public, max-age=31536000, immutable");
        assertThat(answer.header("etag")).hasValue("\"" + fingerprint + "\"");
    }

    @Test
    void shouldNotFindASchemaWhenTheFingerprintIsUnknown() {
        running.client.get("/v1/schemas/0123456789abcdef").assertProblem(ProblemType.NOT_FOUND);
        running.client.get("/v1/schemas/" + TestNotices.CANARY).assertProblem(ProblemType.NOT_FOUND);
    }

    @Test
    void shouldGiveTheContractWhenAsked() {
        Answer answer = running.client.get("/openapi.yaml");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).hasValue("application/yaml");
        assertThat(answer.text()).startsWith("openapi: 3.1.0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/notices",
                "/v1/schemas",
                "/v1/schemas/0123456789abcdef",
                "/openapi.yaml",
                "/v1/notices/batch"
            })
    void shouldTellNothingWhenTheSubmitterIsSuspended(String path) {
        running.client(RunningGateway.SUSPENDED)
                .send(path, request -> {
                    if (path.endsWith("batch")) {
                        request.header("Content-Type", MediaTypes.SIGNED_NOTICE_BATCH)
                                .POST(BodyPublishers.ofByteArray(new byte[1]));
                    } else {
                        request.GET();
                    }
                })
                .assertProblem(ProblemType.SUSPENDED);
    }

    @Test
    void shouldNameWhatIsAllowedWhenABatchIsAskedForAsANotice() {
        Answer answer = running.client.get("/v1/notices/batch").assertProblem(ProblemType.METHOD_NOT_ALLOWED);

        assertThat(answer.header("allow")).hasValue("POST");
        running.client
                .send("/v1/notices/" + UUID.randomUUID(), HttpRequest.Builder::DELETE)
                .assertProblem(ProblemType.METHOD_NOT_ALLOWED);
    }

    private Answer submit(byte[] json) {
        return running.client.submit(BodyPublishers.ofByteArray(json), MediaTypes.DSSE_JSON, _ -> {});
    }

    private Schema schema(String fingerprint) {
        Answer answer = running.client.get("/v1/schemas/" + fingerprint);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return new Schema.Parser().parse(answer.text());
    }

    private static String fingerprint(byte[] singleObject) {
        return HexFormat.of()
                .toHexDigits(ByteBuffer.wrap(singleObject)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .getLong(2));
    }

    private static AcceptanceReceipt receipt(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        return AcceptanceReceipt.fromJson(
                Bytes.copy(DsseJson.read(answer.text().getBytes(StandardCharsets.UTF_8), 64 * 1024)
                        .getPayload()));
    }
}
