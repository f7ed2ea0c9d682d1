package org.harborlight.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.harborlight.gateway.http.ProblemType;
import org.harborlight.schemas.AcceptedNotice;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.ParticipantLimits;
import org.harborlight.schemas.SignedNotice;
import org.harborlight.schemas.SignedNoticeBatch;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.envelope.DsseJson;
import org.harborlight.schemas.notice.AcceptanceReceipt;
import org.harborlight.schemas.notice.Submission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Batches over real mutual TLS: each notice is taken or refused by itself, and none is lost sight of. */
@ExtendWith(GatewayExtension.class)
@Timeout(60)
final class BatchIT {
    private final RunningGateway running;
    private final TestExchange exchange;
    private final TestNotices notices;

    BatchIT(RunningGateway running) {
        this.running = running;
        this.exchange = running.exchange;
        this.notices = exchange.notices;
    }

    @Test
    void shouldGiveEachItsReceiptInOrderWhenAllAreSound() {
        List<IncidentNotice.Builder> built = new ArrayList<>();
        List<SignedNotice> batch = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            IncidentNotice.Builder notice =
                    i % 10 == 3 ? notices.urgent(RunningGateway.SUBMITTER) : notices.standard(RunningGateway.SUBMITTER);
            built.add(notice);
            batch.add(i % 2 == 0 ? notices.sealed(notice) : notices.bare(notice));
        }

        JsonObject result = taken(running.client.submitBatch(Submission.encodeBatch(batch)), 100, 0);

        Map<String, Long> standing = standing();
        for (int i = 0; i < 100; i++) {
            AcceptanceReceipt receipt = receipt(entry(result, i));
            assertThat(receipt.noticeId()).isEqualTo(built.get(i).getNoticeId());
            assertThat(receipt.lane()).isEqualTo(i % 10 == 3 ? Lane.URGENT : Lane.STANDARD);
            assertThat(standing.get(receipt.reference())).isEqualTo(1L);
        }
    }

    @Test
    void shouldPublishInTheOrderOfTheBatchWhenNoticesAreOfOneIncident() {
        String incident = "incident-" + UUID.randomUUID();
        List<String> ids = new ArrayList<>();
        List<SignedNotice> batch = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            IncidentNotice.Builder notice =
                    notices.standard(RunningGateway.SUBMITTER).setIncidentKey(incident);
            ids.add(notice.getNoticeId());
            batch.add(i % 3 == 0 ? notices.sealed(notice) : notices.bare(notice));
        }

        JsonObject result = taken(running.client.submitBatch(Submission.encodeBatch(batch)), 40, 0);

        assertThat(accepted(receipt(entry(result, 0))))
                .extracting(AcceptedNotice::getNoticeId)
                .containsExactlyElementsOf(ids);
    }

    @Test
    void shouldGiveTheProblemOfTheSingleCallWhenANoticeIsNotSound() {
        SignedNotice sound = notices.sealed(notices.standard(RunningGateway.SUBMITTER));
        SignedNotice invalid = notices.bare(
                notices.standard(RunningGateway.SUBMITTER).setHarms(List.of()).setService("a".repeat(1000)));
        SignedNotice stale = notices.bare(notices.standard(RunningGateway.SUBMITTER)
                .setCreatedAt(Instant.now().minus(Duration.ofDays(31))));
        SignedNotice tampered = notices.bare(notices.standard(RunningGateway.SUBMITTER));
        tampered.setPayload(ByteBuffer.wrap(new byte[64]));
        List<byte[]> bodies = List.of(
                TestNotices.body(invalid),
                TestNotices.body(sound),
                TestNotices.CANARY.getBytes(StandardCharsets.UTF_8),
                new byte[0],
                new byte[192 * 1024 + 1],
                TestNotices.body(stale),
                TestNotices.body(tampered));

        JsonObject result = taken(running.client.submitBatch(batch(bodies)), 1, 6);

        for (int i = 0; i < bodies.size(); i++) {
            Answer alone = running.client.submit(bodies.get(i));
            if (alone.status() == 202) {
                assertThat(receipt(entry(result, i)).receiptId())
                        .isEqualTo(receipt(alone.json()).receiptId());
            } else {
                assertThat(problem(result, i)).as(alone.text()).isEqualTo(alone.json());
                assertThat(entry(result, i).containsKey("retryAfter")).isFalse();
            }
        }
        assertThat(problem(result, 0).getJsonArray("errors")).hasSize(2);
    }

    @Test
    void shouldSayUnavailableForThoseWhoseKeysCannotBeWrittenAndTakeTheOthers() {
        SignedNotice withKeys = notices.sealed(notices.standard(RunningGateway.SUBMITTER));
        SignedNotice without = notices.bare(notices.standard(RunningGateway.SUBMITTER));
        byte[] batch = Submission.encodeBatch(List.of(withKeys, without));

        exchange.topics.shut(Topics.SECTION_KEYS);
        try {
            JsonObject result = taken(running.client.submitBatch(batch), 1, 1);

            assertThat(problem(result, 0).getString("type")).endsWith(":unavailable");
            assertThat(entry(result, 0).getInteger("retryAfter")).isPositive();
            assertThat(accepted(receipt(entry(result, 1)))).hasSize(1);
        } finally {
            exchange.topics.reopen(Topics.SECTION_KEYS);
        }

        JsonObject again = taken(running.client.submitBatch(batch), 2, 0);
        assertThat(accepted(receipt(entry(again, 0)))).hasSize(1);
        assertThat(accepted(receipt(entry(again, 1)))).hasSize(2);
    }

    @Test
    void shouldCountEveryNoticeAgainstTheQuotas() {
        String submitterId = "batch-" + UUID.randomUUID().toString().substring(0, 8);
        TestClient client = running.join(submitterId, new ParticipantLimits(3, 1, null));
        List<SignedNotice> batch = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            batch.add(notices.bare(i < 2 ? notices.urgent(submitterId) : notices.standard(submitterId)));
        }

        JsonObject result = taken(client.submitBatch(Submission.encodeBatch(batch)), 2, 3);

        assertThat(Collections.frequency(reasons(result), "urgent-quota")).isEqualTo(1);
        assertThat(reasons(result).subList(2, 5)).containsExactly("", "rate-limited", "rate-limited");
        assertThat(entry(result, 3).getInteger("retryAfter")).isPositive();
        client.submitBatch(Submission.encodeBatch(batch)).assertProblem(ProblemType.RATE_LIMITED);
    }

    @Test
    void shouldAnswerWithoutEntriesWhenTheBatchIsEmpty() {
        taken(running.client.submitBatch(batch(List.of())), 0, 0);
    }

    @Test
    void shouldRefuseTheWholeBatchWhenItIsTooLargeOrNoBatch() {
        running.client.submitBatch(batch(Collections.nCopies(101, new byte[1]))).assertProblem(ProblemType.TOO_LARGE);
        running.client.submitBatch(new byte[4 * 1024 * 1024 + 1]).assertProblem(ProblemType.TOO_LARGE);
        byte[] sound = batch(List.of(new byte[1]));
        byte[] trailing = Arrays.copyOf(sound, sound.length + 1);
        running.client.submitBatch(trailing).assertProblem(ProblemType.MALFORMED_BATCH);
        byte[] unknown = sound.clone();
        unknown[5] ^= 1;
        running.client.submitBatch(unknown).assertProblem(ProblemType.UNKNOWN_SCHEMA);
        running.client(RunningGateway.SUSPENDED).submitBatch(sound).assertProblem(ProblemType.SUSPENDED);
    }

    private static byte[] batch(List<byte[]> bodies) {
        return SingleObject.of(SignedNoticeBatch.class)
                .encode(new SignedNoticeBatch(
                        bodies.stream().map(ByteBuffer::wrap).toList()));
    }

    private static JsonObject taken(Answer answer, int accepted, int refused) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.header("content-type")).hasValue("application/json");
        assertThat(answer.text())
                .startsWith("{\"accepted\":" + accepted + ",\"refused\":" + refused + ",")
                .doesNotContain(TestNotices.CANARY);
        assertThat(answer.json().getJsonArray("results")).hasSize(accepted + refused);
        return answer.json();
    }

    private static JsonObject entry(JsonObject result, int index) {
        return result.getJsonArray("results").getJsonObject(index);
    }

    private static JsonObject problem(JsonObject result, int index) {
        return Objects.requireNonNull(entry(result, index).getJsonObject("problem"));
    }

    /** Of each entry; empty where it was accepted. */
    private static List<String> reasons(JsonObject result) {
        JsonArray entries = result.getJsonArray("results");
        return entries.stream()
                .map(entry -> ((JsonObject) entry).getJsonObject("problem"))
                .map(problem ->
                        problem == null ? "" : problem.getString("type").substring("urn:harborlight:problem:".length()))
                .toList();
    }

    /** Of an entry, or of the answer to a single call. */
    private static AcceptanceReceipt receipt(JsonObject holder) {
        JsonObject receipt = holder.getJsonObject("receipt", holder);
        return AcceptanceReceipt.fromJson(
                Bytes.copy(DsseJson.read(receipt.encode().getBytes(StandardCharsets.UTF_8), 64 * 1024)
                        .getPayload()));
    }

    /** How many notices stand under each reference, on either lane. */
    private Map<String, Long> standing() {
        return Stream.of(Lane.URGENT, Lane.STANDARD)
                .flatMap(lane -> exchange.topics.read(Topics.notices(lane)).stream())
                .collect(Collectors.groupingBy(ConsumerRecord::key, Collectors.counting()));
    }

    private List<AcceptedNotice> accepted(AcceptanceReceipt receipt) {
        return exchange.records(Topics.notices(receipt.lane()), receipt.reference(), AcceptedNotice.class);
    }
}
