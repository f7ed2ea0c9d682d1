package org.harborlight.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.DeliveryKind;
import org.harborlight.schemas.HeldChange;
import org.harborlight.schemas.HeldChangeKind;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.LinkKind;
import org.harborlight.schemas.NoticeKind;
import org.harborlight.schemas.Outcome;
import org.harborlight.schemas.Priority;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.UrgencyBasis;
import org.harborlight.schemas.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A correction or retraction finds its original on the other lane, in both directions, and is handed over once. */
class HandoverTopologyTest {
    @TempDir
    Path standardDirectory;

    @TempDir
    Path urgentDirectory;

    private LaneDriver standard;
    private LaneDriver urgent;

    @BeforeEach
    void start() {
        TestExchange exchange = TestExchange.standard();
        standard = new LaneDriver(Lane.STANDARD, exchange, standardDirectory);
        urgent = new LaneDriver(Lane.URGENT, exchange, urgentDirectory);
    }

    @AfterEach
    void stop() {
        standard.close();
        urgent.close();
    }

    @Test
    void shouldWithdrawOnUrgentLaneWhenRetractionComesOnStandard() {
        IncidentNotice original = urgentNotice();
        Outcome opened = urgent.verdictOn(original);
        urgent.deliveries("police-de");

        Outcome handedOver = standard.verdictOn(
                TestNotices.retraction(original).setPriority(Priority.STANDARD).build());
        Outcome applied = handOver(standard, urgent, Lane.URGENT);

        assertThat(handedOver.getVerdict()).isEqualTo(Verdict.HANDED_OVER);
        assertThat(applied.getVerdict()).isEqualTo(Verdict.LINKED);
        assertThat(applied.getLink()).isEqualTo(LinkKind.RETRACTION);
        assertThat(applied.getCaseId()).isEqualTo(opened.getCaseId());
        assertThat(applied.getOrigin().getTopic()).isEqualTo(Topics.handovers(Lane.URGENT));
        assertThat(urgent.delivery("police-de").getKind()).isEqualTo(DeliveryKind.CASE_RETRACTED);
        assertThat(standard.deliveries("police-de")).isEmpty();
    }

    @Test
    void shouldCorrectOnStandardLaneWhenCorrectionComesOnUrgent() {
        IncidentNotice original = TestNotices.extortion().build();
        standard.verdictOn(original);
        standard.deliveries("police-de");

        Outcome handedOver = urgent.verdictOn(TestNotices.about(original, NoticeKind.CORRECTION)
                .setPriority(Priority.URGENT)
                .setUrgencyBasis(UrgencyBasis.THREAT)
                .build());
        Outcome linked = handOver(urgent, standard, Lane.STANDARD);

        assertThat(handedOver.getVerdict()).isEqualTo(Verdict.HANDED_OVER);
        assertThat(linked.getLink()).isEqualTo(LinkKind.CORRECTION);
        Delivery update = standard.delivery("police-de");
        assertThat(update.getPriority()).isEqualTo(Priority.URGENT);
        assertThat(update.getChanged()).contains("correction", "priority-raised");
    }

    @Test
    void shouldReplayWhenHandedOverNoticeComesAgain() {
        IncidentNotice retraction = TestNotices.retraction(urgentNotice())
                .setPriority(Priority.STANDARD)
                .build();
        standard.verdictOn(retraction);

        assertThat(standard.verdictOn(retraction).getVerdict()).isEqualTo(Verdict.REPLAYED);
    }

    @Test
    void shouldTreatCorrectionAsNewWhenNeitherLaneKnowsTheOriginal() {
        standard.verdictOn(TestNotices.about(urgentNotice(), NoticeKind.CORRECTION)
                .setPriority(Priority.STANDARD)
                .build());

        Outcome outcome = handOver(standard, urgent, Lane.URGENT);

        assertThat(outcome.getVerdict()).isEqualTo(Verdict.OPENED);
        assertThat(urgent.deliveries("police-de")).hasSize(1);
        assertThat(urgent.raw(Topics.handovers(Lane.STANDARD))).isEmpty();
    }

    @Test
    void shouldHoldRetractionAndApplyItWhenOriginalComesLater() {
        IncidentNotice original = urgentNotice();
        standard.verdictOn(
                TestNotices.retraction(original).setPriority(Priority.STANDARD).build());
        Outcome waiting = handOver(standard, urgent, Lane.URGENT);
        assertThat(waiting.getVerdict()).isEqualTo(Verdict.HELD);
        assertThat(waiting.getReason()).isEqualTo("refers-to-unknown");

        Outcome late = urgent.verdictOn(original);

        assertThat(late.getVerdict()).isEqualTo(Verdict.HELD);
        assertThat(urgent.deliveries("police-de")).isEmpty();
        List<HeldChange> changes = urgent.heldChanges();
        assertThat(changes).hasSize(2).allMatch(change -> change.getKind() == HeldChangeKind.CLOSED);
        assertThat(changes).extracting(HeldChange::getOrigin).containsExactly(late.getOrigin(), waiting.getOrigin());
    }

    @Test
    void shouldNotDeliverWhenOriginalComesAfterItsRetractionOnTheSameLane() {
        IncidentNotice original = TestNotices.extortion().build();
        standard.verdictOn(TestNotices.retraction(original).build());

        Outcome late = standard.verdictOn(original);

        assertThat(late.getVerdict()).isEqualTo(Verdict.HELD);
        assertThat(late.getReason()).isEqualTo("withdrawn-before-arrival");
        assertThat(standard.deliveries("police-de")).isEmpty();
        assertThat(standard.heldChanges())
                .singleElement()
                .extracting(HeldChange::getReason)
                .isEqualTo("retracted");
    }

    @Test
    void shouldFlagConflictWhenRetractionThatWaitsComesWithOtherContent() {
        IncidentNotice retraction = TestNotices.retraction(urgentNotice())
                .setPriority(Priority.STANDARD)
                .build();
        standard.verdictOn(retraction);
        handOver(standard, urgent, Lane.URGENT);

        standard.verdictOn(withOtherContent(retraction));
        Outcome other = handOver(standard, urgent, Lane.URGENT);

        assertThat(other.getVerdict()).isEqualTo(Verdict.HELD);
        assertThat(other.getReason()).isEqualTo("refers-to-unknown");
        assertThat(other.getLink()).isEqualTo(LinkKind.CONFLICT);
    }

    @Test
    void shouldFlagConflictWhenRetractionComesWithOtherContentAndNothingIsLeftToWithdraw() {
        IncidentNotice original = TestNotices.extortion().build();
        IncidentNotice retraction = TestNotices.retraction(original).build();
        standard.verdictOn(retraction);
        standard.verdictOn(original);

        Outcome other = standard.verdictOn(withOtherContent(retraction));

        assertThat(other.getVerdict()).isEqualTo(Verdict.HELD);
        assertThat(other.getReason()).isEqualTo("nothing-to-withdraw");
        assertThat(other.getLink()).isEqualTo(LinkKind.CONFLICT);
    }

    private static IncidentNotice withOtherContent(IncidentNotice notice) {
        return IncidentNotice.newBuilder(notice).setService("another-service").build();
    }

    private static IncidentNotice urgentNotice() {
        return TestNotices.extortion()
                .setPriority(Priority.URGENT)
                .setUrgencyBasis(UrgencyBasis.THREAT)
                .build();
    }

    private static Outcome handOver(LaneDriver from, LaneDriver to, Lane lane) {
        List<TestRecord<String, byte[]>> records = from.raw(Topics.handovers(lane));
        assertThat(records).hasSize(1);
        to.pipeAll(Topics.handovers(lane), records);
        return to.outcomes().getLast();
    }
}
