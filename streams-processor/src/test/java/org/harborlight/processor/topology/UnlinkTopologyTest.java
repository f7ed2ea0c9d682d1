package org.harborlight.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.harborlight.processor.topology.UnlinkScene.newest;
import static org.harborlight.processor.topology.UnlinkScene.standing;
import static org.harborlight.processor.topology.UnlinkScene.unlinked;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.harborlight.processor.link.LaneBounds;
import org.harborlight.processor.link.VersionCap;
import org.harborlight.schemas.Audience;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.DeliveryKind;
import org.harborlight.schemas.DeliveryReason;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.DeliveryStatus;
import org.harborlight.schemas.HeldChange;
import org.harborlight.schemas.HeldChangeKind;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.JurisdictionBasis;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.LinkKind;
import org.harborlight.schemas.NoticeFixtures;
import org.harborlight.schemas.NoticeKind;
import org.harborlight.schemas.Outcome;
import org.harborlight.schemas.SharedNotice;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An incident that was joined to a case by mistake gets one of its own, and nothing of it is lost for anybody. */
class UnlinkTopologyTest {
    private static final String POLICE = "police-de";

    @TempDir
    Path directory;

    private final TestExchange exchange = TestExchange.standard();
    private final IncidentNotice stays = TestNotices.extortion("platform-a").build();
    private final IncidentNotice leaves = TestNotices.extortion("platform-b").build();
    private LaneDriver lane;
    private UnlinkScene scene;

    @BeforeEach
    void start() {
        start(LaneBounds.defaults());
    }

    private void start(LaneBounds bounds) {
        stop();
        lane = new LaneDriver(
                Lane.STANDARD, exchange, directory.resolve("cap-" + bounds.cap().versions()), bounds);
        scene = new UnlinkScene(exchange, lane);
    }

    @AfterEach
    void stop() {
        if (lane != null) {
            lane.close();
        }
    }

    @Test
    void shouldTellWhoHasTheCaseAndOpenAnotherWithTheWholeIncident() {
        joined();

        scene.unlink(leaves);

        List<Delivery> told = lane.deliveries(POLICE);
        assertThat(told).hasSize(2);
        Delivery old = newest(told, scene.sharedCase(stays));
        assertThat(old.getKind()).isEqualTo(DeliveryKind.CASE_UPDATED);
        assertThat(old.getVersion()).isEqualTo(3);
        assertThat(old.getChanged()).containsExactly("unlinked");
        assertThat(old.getTrigger().getNoticeId()).isEqualTo(leaves.getNoticeId());
        assertThat(standing(old)).containsExactly(stays.getNoticeId());
        assertThat(old.getLinks()).isEmpty();
        assertThat(old.getLinkCount()).isZero();
        SharedNotice gone = unlinked(old).getFirst();
        assertThat(gone.getOrigin().getNoticeId()).isEqualTo(leaves.getNoticeId());
        assertThat(gone.getActors()).isEmpty();
        assertThat(gone.getContent()).isEmpty();
        assertThat(gone.getSections()).isEmpty();

        Delivery own = newest(told, scene.ownCase(leaves));
        assertThat(own.getKind()).isEqualTo(DeliveryKind.CASE_OPENED);
        assertThat(own.getVersion()).isEqualTo(1);
        assertThat(own.getChanged()).containsExactly("case-opened", "unlinked");
        assertThat(standing(own)).containsExactly(leaves.getNoticeId());
        assertThat(own.getNotices()).hasSize(1);
        assertThat(own.getNotices().getFirst().getLink()).isNull();
        assertThat(own.getReleasedSections()).isNotEmpty();
        assertThat(own.getReasons()).extracting(DeliveryReason::getRuleId).containsOnly("people");
    }

    @Test
    void shouldLeaveEveryVerdictAsItWasAndCountEveryDelivery() {
        joined();
        lane.pending();

        scene.unlink(leaves);

        assertThat(lane.outcomes()).isEmpty();
        assertThat(lane.deadLetters()).isEmpty();
        assertThat(lane.heldChanges())
                .singleElement()
                .satisfies(change -> assertThat(change.getKind()).isEqualTo(HeldChangeKind.OWN_CASE))
                .satisfies(change -> assertThat(change.getReason()).isEqualTo("unlinked"))
                .satisfies(change -> assertThat(change.getNoticeId()).isEqualTo(leaves.getNoticeId()))
                .satisfies(change -> assertThat(change.getCaseId()).isEqualTo(scene.ownCase(leaves)));
        List<DeliveryState> pending = lane.pending();
        assertThat(pending)
                .hasSize(6)
                .allMatch(state -> state.getState() == DeliveryStatus.PENDING)
                .allMatch(state -> "unlinked".equals(state.getReason()))
                .allMatch(state -> state.getNoticeId().equals(leaves.getNoticeId()));
        assertThat(pending).extracting(DeliveryState::getDeliveryId).doesNotHaveDuplicates();
    }

    @Test
    void shouldLetWhatComesLaterFollowItsIncidentAndTheOthersStay() {
        joined();
        scene.unlink(leaves);
        lane.deliveries(POLICE);

        Outcome followUp =
                lane.verdictOn(TestNotices.about(leaves, NoticeKind.FOLLOW_UP).build());
        Delivery own = lane.delivery(POLICE);
        Outcome repeat = lane.verdictOn(TestNotices.extortion("platform-a").build());
        Delivery shared = lane.delivery(POLICE);

        assertThat(followUp.getVerdict()).isEqualTo(Verdict.LINKED);
        assertThat(followUp.getLink()).isEqualTo(LinkKind.FOLLOW_UP);
        assertThat(followUp.getCaseId()).isEqualTo(scene.ownCase(leaves));
        assertThat(own.getKind()).isEqualTo(DeliveryKind.CASE_UPDATED);
        assertThat(own.getVersion()).isEqualTo(2);
        assertThat(repeat.getCaseId()).isEqualTo(scene.sharedCase(stays));
        assertThat(standing(shared)).hasSize(2).doesNotContain(leaves.getNoticeId());
        assertThat(unlinked(shared)).hasSize(1);
        assertThat(lane.verdictOn(leaves))
                .satisfies(again -> assertThat(again.getVerdict()).isEqualTo(Verdict.REPLAYED))
                .satisfies(again -> assertThat(again.getCaseId()).isEqualTo(scene.ownCase(leaves)));
        assertThat(lane.verdictOn(TestNotices.extortion("platform-b").build()).getCaseId())
                .as("another incident of the same submitter, with the same person and content")
                .isEqualTo(scene.sharedCase(stays));
    }

    @Test
    void shouldTakeNoCountryFromAnybodyAndReachEveryHolderWithALaterWithdrawal() {
        IncidentNotice german = TestNotices.placed(
                        TestNotices.extortion("platform-a"), JurisdictionBasis.REPORTED_PERSON_RESIDENCE, "DE")
                .build();
        IncidentNotice irish = TestNotices.placed(
                        TestNotices.extortion("platform-b"), JurisdictionBasis.VICTIM_LOCATION, "IE")
                .build();
        lane.accept(german);
        lane.accept(irish);
        lane.deliveries(POLICE);
        lane.deliveries("police-ie");

        scene.unlink(irish);

        Delivery irishOwn = newest(lane.deliveries("police-ie"), scene.ownCase(irish));
        assertThat(irishOwn.getReasons()).extracting(DeliveryReason::getRuleId).containsOnly("people");
        assertThat(irishOwn.getFacts()).extracting(fact -> fact.getCountry()).doesNotContain("DE");
        List<Delivery> german2 = lane.deliveries(POLICE);
        Delivery known = newest(german2, scene.ownCase(irish));
        assertThat(known.getKind()).isEqualTo(DeliveryKind.CASE_OPENED);
        assertThat(known.getReasons()).extracting(DeliveryReason::getRuleId).containsExactly("holder");
        assertThat(known.getReleasedSections()).isEmpty();
        assertThat(newest(german2, scene.sharedCase(german)).getFacts())
                .extracting(fact -> fact.getCountry())
                .contains("DE")
                .doesNotContain("IE");

        Outcome retraction = lane.verdictOn(TestNotices.retraction(irish).build());

        assertThat(retraction.getCaseId()).isEqualTo(scene.ownCase(irish));
        assertThat(lane.delivery("police-ie").getKind()).isEqualTo(DeliveryKind.CASE_RETRACTED);
        assertThat(lane.delivery(POLICE).getKind()).isEqualTo(DeliveryKind.CASE_RETRACTED);
    }

    @Test
    void shouldSayNothingToWhomTheAudienceOfTheIncidentLeavesOut() {
        IncidentNotice narrow = TestNotices.extortion("platform-b")
                .setAudience(Audience.newBuilder()
                        .setRecipientKinds(List.of())
                        .setCountries(List.of())
                        .setExclude(List.of(POLICE))
                        .build())
                .build();
        lane.accept(stays);
        lane.accept(narrow);
        lane.deliveries(POLICE);

        scene.unlink(narrow);

        assertThat(lane.deliveries(POLICE)).isEmpty();
        assertThat(lane.deliveries("police-ie")).isNotEmpty();
    }

    @Test
    void shouldMoveAllThatIsOfTheIncidentAndWhatIsWithdrawnAsWithdrawn() {
        joined();
        IncidentNotice more = TestNotices.about(leaves, NoticeKind.FOLLOW_UP).build();
        lane.accept(more);
        IncidentNotice third = TestNotices.extortion("platform-b")
                .setIncidentKey(leaves.getIncidentKey())
                .build();
        lane.accept(third);
        lane.accept(TestNotices.retraction(leaves).build());
        lane.deliveries(POLICE);
        lane.heldChanges();

        scene.unlink(leaves);

        List<Delivery> told = lane.deliveries(POLICE);
        Delivery own = newest(told, scene.ownCase(leaves));
        assertThat(standing(own)).contains(third.getNoticeId()).doesNotContain(leaves.getNoticeId());
        assertThat(own.getNotices())
                .filteredOn(notice -> notice.getRetracted() != null)
                .extracting(notice -> notice.getOrigin().getNoticeId())
                .contains(leaves.getNoticeId(), more.getNoticeId());
        assertThat(own.getVersion()).isEqualTo(1);
        assertThat(unlinked(newest(told, scene.sharedCase(stays)))).hasSize(4);
        assertThat(lane.heldChanges()).hasSize(4).allMatch(change -> change.getKind() == HeldChangeKind.OWN_CASE);
    }

    @Test
    void shouldOpenNothingWhenAllOfTheIncidentIsWithdrawn() {
        joined();
        lane.accept(TestNotices.retraction(leaves).build());
        lane.deliveries(POLICE);

        scene.unlink(leaves);

        assertThat(lane.delivery(POLICE).getCaseId()).isEqualTo(scene.sharedCase(stays));
        lane.accept(TestNotices.extortion("platform-b")
                .setIncidentKey(leaves.getIncidentKey())
                .build());
        Delivery own = lane.delivery(POLICE);
        assertThat(own.getCaseId()).isEqualTo(scene.ownCase(leaves));
        assertThat(standing(own)).hasSize(1);
    }

    @Test
    void shouldSendWhatWaitsForTheDigestWithTheCaseOfItsOwn() {
        start(LaneBounds.defaults().with(VersionCap.defaults().of(1)));
        lane.accept(stays);
        IncidentNotice waiting = TestNotices.extortion("platform-a").build();
        Outcome first = lane.verdictOn(waiting);
        assertThat(first.getReason()).isEqualTo("waits-for-digest");
        lane.deliveries(POLICE);

        scene.unlink(waiting);

        Delivery own = lane.delivery(POLICE);
        assertThat(own.getCaseId()).isEqualTo(scene.ownCase(waiting));
        assertThat(own.getGathered()).hasSize(1);
        assertThat(lane.heldChanges())
                .extracting(HeldChange::getKind)
                .containsExactly(HeldChangeKind.OWN_CASE, HeldChangeKind.RELEASED);
        lane.advance(Duration.ofHours(2));
        assertThat(lane.deliveries(POLICE)).isEmpty();
        assertThat(lane.heldChanges()).isEmpty();
    }

    @Test
    void shouldKeepWhatIsHeldForWantOfARecipientHeldUntilThereIsOne() {
        IncidentNotice french = TestNotices.placed(
                        TestNotices.extortion("platform-b"), JurisdictionBasis.VICTIM_LOCATION, "FR")
                .setAudience(Audience.newBuilder()
                        .setRecipientKinds(List.of())
                        .setCountries(List.of("FR"))
                        .setExclude(List.of())
                        .build())
                .build();
        lane.accept(stays);
        Outcome held = lane.verdictOn(french);
        assertThat(held.getVerdict()).isEqualTo(Verdict.HELD);
        lane.deliveries(POLICE);

        scene.unlink(french);

        assertThat(lane.deliveries(POLICE)).isEmpty();
        assertThat(lane.heldChanges()).extracting(HeldChange::getKind).containsExactly(HeldChangeKind.OWN_CASE);
        exchange.join(TestExchange.partner("police-fr", StakeholderKind.LAW_ENFORCEMENT, "FR")
                .build());
        lane.advance(Duration.ofSeconds(5));
        assertThat(lane.delivery("police-fr").getCaseId()).isEqualTo(scene.ownCase(french));
        assertThat(lane.heldChanges())
                .singleElement()
                .satisfies(change -> assertThat(change.getKind()).isEqualTo(HeldChangeKind.RELEASED))
                .satisfies(change -> assertThat(change.getOrigin()).isEqualTo(held.getOrigin()));
    }

    @Test
    void shouldNotCallTheOldCaseWithdrawnWhenNothingIsLeftInIt() {
        lane.accept(stays);
        lane.deliveries(POLICE);

        scene.unlink(stays);

        List<Delivery> told = lane.deliveries(POLICE);
        Delivery old = newest(told, scene.sharedCase(stays));
        assertThat(old.getKind()).isEqualTo(DeliveryKind.CASE_UPDATED);
        assertThat(standing(old)).isEmpty();
        assertThat(unlinked(old)).hasSize(1);
        assertThat(newest(told, scene.ownCase(stays)).getKind()).isEqualTo(DeliveryKind.CASE_OPENED);
        assertThat(lane.verdictOn(leaves).getCaseId()).isEqualTo(scene.sharedCase(stays));
    }

    @Test
    void shouldForgetBothCasesWhenTheirTimeIsOver() {
        joined();
        scene.unlink(leaves);
        lane.heldChanges();

        forget(TestNotices.extortion("platform-a")
                .setActors(List.of(NoticeFixtures.reportedPerson(1, "account-2")))
                .build());

        assertThat(lane.heldChanges()).isEmpty();
        assertThat(lane.verdictOn(again()).getCaseId()).isEqualTo(scene.sharedCase(stays));
    }

    @Test
    void shouldNotComeBackToACaseThatIsRememberedLongerThanTheIncident() {
        joined();
        scene.unlink(leaves);

        forget(TestNotices.extortion("platform-a").build());

        Outcome outcome = lane.verdictOn(again());
        assertThat(outcome.getVerdict()).isEqualTo(Verdict.OPENED);
        assertThat(outcome.getCaseId()).isEqualTo(scene.ownCase(leaves));
        assertThat(lane.verdictOn(again()).getCaseId()).isEqualTo(scene.ownCase(leaves));
        assertThat(scene.refusal(scene.order(leaves).build())).isEqualTo("unlinked-before");
    }

    private IncidentNotice again() {
        return TestNotices.extortion("platform-b")
                .setIncidentKey(leaves.getIncidentKey())
                .build();
    }

    /** Everything but what this notice touches. */
    private void forget(IncidentNotice later) {
        lane.advance(Duration.ofDays(100));
        lane.accept(later);
        lane.advance(Duration.ofMinutes(5));
    }

    /** Both notices are in one case, and what came of that is read away. */
    private void joined() {
        lane.accept(stays);
        lane.accept(leaves);
        lane.outcomes();
        lane.deliveries(POLICE);
    }
}
