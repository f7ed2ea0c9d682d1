package org.harborlight.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.harborlight.schemas.AcceptedNotice;
import org.harborlight.schemas.Actor;
import org.harborlight.schemas.ActorRole;
import org.harborlight.schemas.DeadLetter;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.HarmType;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.JurisdictionBasis;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.LinkKind;
import org.harborlight.schemas.NoticeFixtures;
import org.harborlight.schemas.Outcome;
import org.harborlight.schemas.Priority;
import org.harborlight.schemas.SharedNotice;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.Verdict;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.schemas.notice.AcceptanceReceipt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What admit does with what it reads: new, replay, conflict, and everything that cannot be read or believed. */
class AdmissionTopologyTest {
    @TempDir
    Path directory;

    private LaneDriver lane;

    @BeforeEach
    void start() {
        lane = new LaneDriver(Lane.STANDARD, TestExchange.standard(), directory);
    }

    @AfterEach
    void stop() {
        lane.close();
    }

    @Test
    void shouldOpenCaseWhenNoticeIsNew() {
        AcceptedNotice accepted = lane.accept(TestNotices.extortion().build());

        Outcome outcome = lane.outcomes().getFirst();
        assertThat(outcome.getVerdict()).isEqualTo(Verdict.OPENED);
        assertThat(outcome.getLink()).isNull();
        assertThat(outcome.getVersion()).isEqualTo(1);
        assertThat(outcome.getReceiptId()).isEqualTo(accepted.getReceiptId());
        assertThat(outcome.getOrigin().getTopic()).isEqualTo(Topics.notices(Lane.STANDARD));
        assertThat(outcome.getDirectoryHead()).isNotEmpty();
        assertThat(outcome.getRoutes()).hasSize(3);
        assertThat(lane.pending()).hasSize(3);
    }

    @Test
    void shouldReplayWhenSamePayloadComesAgain() {
        IncidentNotice notice = TestNotices.extortion().build();
        Outcome first = lane.verdictOn(notice);
        lane.delivery("police-de");

        Outcome second = lane.verdictOn(notice);

        assertThat(second.getVerdict()).isEqualTo(Verdict.REPLAYED);
        assertThat(second.getLink()).isEqualTo(LinkKind.REPLAY);
        assertThat(second.getReceiptId()).isEqualTo(first.getReceiptId());
        assertThat(second.getCaseId()).isEqualTo(first.getCaseId());
        assertThat(second.getOrigin().getOffset())
                .isGreaterThan(first.getOrigin().getOffset());
        assertThat(lane.deliveries("police-de")).isEmpty();
    }

    @Test
    void shouldDeliverFlaggedWhenOneIdHasTwoContents() {
        IncidentNotice notice = TestNotices.extortion().build();
        lane.verdictOn(notice);
        lane.delivery("police-de");
        IncidentNotice other =
                IncidentNotice.newBuilder(notice).setService("another").build();

        Outcome outcome = lane.verdictOn(other);

        assertThat(outcome.getVerdict()).isEqualTo(Verdict.LINKED);
        assertThat(outcome.getLink()).isEqualTo(LinkKind.CONFLICT);
        Delivery delivery = lane.delivery("police-de");
        assertThat(delivery.getChanged()).contains("conflict");
        assertThat(delivery.getNotices()).hasSize(2).allMatch(SharedNotice::getConflict);
        assertThat(lane.verdictOn(other).getVerdict()).isEqualTo(Verdict.REPLAYED);
    }

    @Test
    void shouldDeadLetterAndGoOnWhenBytesAreNoRecord() {
        byte[] poison = "not avro".getBytes(StandardCharsets.UTF_8);

        lane.pipe(Topics.notices(Lane.STANDARD), "some-key", poison);
        lane.accept(TestNotices.extortion().build());

        DeadLetter letter = lane.deadLetters().getFirst();
        assertThat(letter.getReason()).isEqualTo("malformed-record");
        assertThat(letter.getOriginal()).isEqualTo(ByteBuffer.wrap(poison));
        List<Outcome> outcomes = lane.outcomes();
        assertThat(outcomes.getFirst().getVerdict()).isEqualTo(Verdict.DEAD_LETTERED);
        assertThat(outcomes.getFirst().getSubmitterId()).isEmpty();
        assertThat(outcomes.getFirst().getOrigin()).isEqualTo(letter.getOrigin());
        assertThat(outcomes.getLast().getVerdict()).isEqualTo(Verdict.OPENED);
    }

    @Test
    void shouldDeadLetterWhenReceiptIsSignedByAnotherKey() {
        AcceptedNotice accepted = accepted(TestNotices.extortion().build());
        SigningKey stranger = SigningKey.generate("receipt-1", new SecureRandom());
        accepted.setReceipt(lane.gateway.sign(receipt(accepted), stranger));

        assertThat(reasonFor(accepted)).isEqualTo("bad-receipt");
    }

    @Test
    void shouldDeadLetterWhenReceiptKeyIsUnknown() {
        AcceptedNotice accepted = accepted(TestNotices.extortion().build());
        accepted.setReceipt(lane.gateway.sign(receipt(accepted), SigningKey.generate("stranger", new SecureRandom())));

        assertThat(reasonFor(accepted)).isEqualTo("receipt-unknown-key");
    }

    @Test
    void shouldDeadLetterWhenReceiptIsForAnotherNotice() {
        AcceptedNotice accepted = accepted(TestNotices.extortion().build());
        AcceptedNotice other = accepted(TestNotices.extortion().build());
        accepted.setReceipt(other.getReceipt());

        assertThat(reasonFor(accepted)).isEqualTo("receipt-mismatch");
    }

    @Test
    void shouldDeadLetterWhenRecordMovesToTheOtherLane() {
        AcceptedNotice accepted = lane.gateway.accept(TestNotices.extortion().build(), Lane.URGENT, TestExchange.NOW);

        assertThat(reasonFor(accepted)).isEqualTo("receipt-mismatch");
    }

    @Test
    void shouldDeadLetterWhenWriterSchemaIsUnknown() {
        IncidentNotice notice = TestNotices.extortion().build();
        byte[] payload = SingleObject.of(IncidentNotice.class).encode(notice);
        payload[5] ^= 1;

        assertThat(reasonFor(lane.gateway.accept(payload, notice, Lane.STANDARD, TestExchange.NOW)))
                .isEqualTo("unknown-schema");
    }

    @Test
    void shouldDeadLetterWhenNoticeSaysAnotherSubmitter() {
        IncidentNotice claimed = TestNotices.extortion("platform-b").build();
        IncidentNotice signed =
                IncidentNotice.newBuilder(claimed).setSubmitterId("platform-a").build();
        byte[] payload = SingleObject.of(IncidentNotice.class).encode(signed);

        assertThat(reasonFor(lane.gateway.accept(payload, claimed, Lane.STANDARD, TestExchange.NOW)))
                .isEqualTo("notice-mismatch");
    }

    @Test
    void shouldDeadLetterWhenAnyKindIsUnspecified() {
        Actor actor = Actor.newBuilder(NoticeFixtures.child(1))
                .setRole(ActorRole.UNSPECIFIED)
                .build();
        List<IncidentNotice> unknown = List.of(
                TestNotices.extortion().setHarms(List.of(HarmType.UNSPECIFIED)).build(),
                TestNotices.extortion().setPriority(Priority.UNSPECIFIED).build(),
                TestNotices.extortion().setActors(List.of(actor)).build(),
                TestNotices.placed(TestNotices.extortion(), JurisdictionBasis.UNSPECIFIED, "DE")
                        .build());

        assertThat(unknown)
                .allSatisfy(notice -> assertThat(reasonFor(accepted(notice))).isEqualTo("unspecified-value"));
    }

    private AcceptedNotice accepted(IncidentNotice notice) {
        return lane.gateway.accept(notice, Lane.STANDARD, TestExchange.NOW);
    }

    private static AcceptanceReceipt receipt(AcceptedNotice accepted) {
        return AcceptanceReceipt.fromJson(accepted.getReceipt().getPayload().array());
    }

    private String reasonFor(AcceptedNotice accepted) {
        lane.pipe(Topics.notices(Lane.STANDARD), accepted.getReference(), lane.encode(accepted));
        Outcome outcome = lane.outcomes().getFirst();
        DeadLetter letter = lane.deadLetters().getFirst();
        assertThat(outcome.getVerdict()).isEqualTo(Verdict.DEAD_LETTERED);
        assertThat(outcome.getNoticeId()).isEqualTo(accepted.getNoticeId());
        assertThat(outcome.getReason()).isEqualTo(letter.getReason());
        assertThat(letter.getOriginal()).isEqualTo(ByteBuffer.wrap(lane.encode(accepted)));
        return letter.getReason();
    }
}
