package org.harborlight.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.harborlight.processor.link.LaneBounds;
import org.harborlight.processor.link.Stores;
import org.harborlight.processor.link.VersionCap;
import org.harborlight.schemas.Audience;
import org.harborlight.schemas.CaseHolders;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.DeliveryKind;
import org.harborlight.schemas.Detection;
import org.harborlight.schemas.DetectionContext;
import org.harborlight.schemas.DetectionMethod;
import org.harborlight.schemas.HarmType;
import org.harborlight.schemas.HeldChangeKind;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.JurisdictionBasis;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.NoticeFixtures;
import org.harborlight.schemas.NoticeKind;
import org.harborlight.schemas.Outcome;
import org.harborlight.schemas.Priority;
import org.harborlight.schemas.Route;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.UrgencyBasis;
import org.harborlight.schemas.Verdict;
import org.harborlight.schemas.directory.RulesYaml;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A case with notices of both lanes: whoever has it from one of them gets what the other has of it. */
class SharedCaseTopologyTest {
    private static final String GERMAN = "police-de";
    private static final String IRISH = "police-ie";
    private static final String OF_STANDARD = Topics.holders(Lane.STANDARD);
    private static final String OF_URGENT = Topics.holders(Lane.URGENT);

    @TempDir
    Path directory;

    @TempDir
    Path otherDirectory;

    private final TestExchange exchange = TestExchange.standard();
    private LaneDriver standard;
    private LaneDriver urgent;

    @BeforeEach
    void start() {
        standard = new LaneDriver(
                Lane.STANDARD,
                exchange,
                directory,
                LaneBounds.defaults().with(VersionCap.defaults().of(2)));
        urgent = new LaneDriver(Lane.URGENT, exchange, otherDirectory);
    }

    @AfterEach
    void stop() {
        standard.close();
        urgent.close();
    }

    @Test
    void shouldBringAnUrgentFollowUpThatNamesNoDeskToWhoHasTheCase() {
        IncidentNotice first = in("DE", TestNotices.extortion()).build();
        standard.accept(first);
        settle();

        Outcome verdict = urgent.verdictOn(urgently(first, "PT").build());

        assertThat(verdict.getVerdict()).isEqualTo(Verdict.LINKED);
        assertThat(verdict.getRoutes()).extracting(Route::getPartnerId).containsExactly(GERMAN);
        Delivery delivery = urgent.delivery(GERMAN);
        assertThat(delivery.getKind()).isEqualTo(DeliveryKind.CASE_OPENED);
        assertThat(delivery.getReasons()).singleElement().satisfies(reason -> {
            assertThat(reason.getRuleId()).isEqualTo("holder");
            assertThat(reason.getText()).isEqualTo("Received this case from the other lane.");
        });
        assertThat(delivery.getReleasedSections()).isEmpty();
        assertThat(delivery.getCaseId()).isEqualTo(standard.delivery(GERMAN).getCaseId());
    }

    @Test
    void shouldReleaseAnUrgentFollowUpWhenItComesToBeKnownWhoHasTheCase() {
        IncidentNotice first = in("DE", TestNotices.extortion()).build();
        standard.accept(first);
        references();
        Outcome verdict = urgent.verdictOn(urgently(first, "PT").build());
        assertThat(verdict.getVerdict()).isEqualTo(Verdict.HELD);
        assertThat(urgent.heldChanges()).isEmpty();

        settle();

        assertThat(urgent.delivery(GERMAN).getChanged()).containsExactly("other-lane");
        assertThat(urgent.heldChanges()).singleElement().satisfies(change -> {
            assertThat(change.getKind()).isEqualTo(HeldChangeKind.RELEASED);
            assertThat(change.getNoticeId()).isEqualTo(verdict.getNoticeId());
            assertThat(change.getRoutes()).extracting(Route::getPartnerId).containsExactly(GERMAN);
        });
        assertThat(urgent.outcomes()).as("verdicts never change").isEmpty();
    }

    @Test
    void shouldGiveEachLanesNoticesToTheDesksOfBothWhicheverIsFirst() {
        IncidentNotice first = in("DE", TestNotices.extortion()).build();
        standard.accept(first);
        references();
        urgent.accept(urgently(first, "IE").build());

        settle();

        assertThat(standard.delivery(IRISH).getNotices())
                .extracting(notice -> notice.getOrigin().getNoticeId())
                .containsExactly(first.getNoticeId());
        assertThat(urgent.delivery(GERMAN).getNotices()).hasSize(1);
        assertThat(standard.deliveries(GERMAN)).hasSize(1);
        assertThat(urgent.deliveries(IRISH)).hasSize(1);
    }

    @Test
    void shouldSayNothingTwice() {
        IncidentNotice first = in("DE", TestNotices.extortion()).build();
        standard.accept(first);
        references();
        urgent.accept(urgently(first, "IE").build());
        settle();
        read();

        standard.accept(TestNotices.about(first, NoticeKind.FOLLOW_UP).build());

        assertThat(standard.raw(OF_STANDARD)).hasSize(1); // the hotline of the follow-up
        standard.accept(TestNotices.about(first, NoticeKind.FOLLOW_UP).build());
        assertThat(standard.raw(OF_STANDARD)).isEmpty();
    }

    @Test
    void shouldSendWhatWaitsForTheDigestBefore() {
        IncidentNotice first = in("DE", TestNotices.extortion()).build();
        standard.accept(first);
        standard.accept(in("DE", TestNotices.about(first, NoticeKind.FOLLOW_UP)).build());
        IncidentNotice waiting =
                in("DE", TestNotices.about(first, NoticeKind.FOLLOW_UP)).build();
        assertThat(standard.outcomes()).hasSize(2);
        assertThat(standard.verdictOn(waiting).getReason()).isEqualTo("waits-for-digest");
        references();
        standard.deliveries(GERMAN);
        urgent.accept(urgently(first, "IE").build());

        settle();

        assertThat(standard.delivery(GERMAN).getChanged()).containsExactly("digest");
        assertThat(standard.delivery(IRISH).getNotices())
                .extracting(notice -> notice.getOrigin().getNoticeId())
                .contains(waiting.getNoticeId(), first.getNoticeId());
        assertThat(standard.heldChanges())
                .singleElement()
                .satisfies(change -> assertThat(change.getReason()).isEqualTo("digest"));
        standard.advance(Duration.ofHours(2));
        assertThat(standard.deliveries(GERMAN)).isEmpty();
        assertThat(standard.heldChanges()).isEmpty();
    }

    @Test
    void shouldStayWithinTheAudienceOfTheSubmitter() {
        IncidentNotice first = in("DE", TestNotices.extortion()).build();
        standard.accept(first);
        settle();

        Outcome verdict = urgent.verdictOn(urgently(first, "PT")
                .setAudience(Audience.newBuilder()
                        .setRecipientKinds(List.of())
                        .setCountries(List.of())
                        .setExclude(List.of(GERMAN))
                        .build())
                .build());

        assertThat(verdict.getVerdict()).isEqualTo(Verdict.HELD);
        assertThat(urgent.deliveries(GERMAN)).isEmpty();
    }

    @Test
    void shouldMakeNoMoreOfAPointerThanAPointer() {
        exchange.join(TestExchange.partner("regulator-nl", StakeholderKind.REGULATOR, "NL")
                .build());
        IncidentNotice first = TestNotices.placed(TestNotices.extortion(), JurisdictionBasis.HOSTING, "NL")
                .setHarms(List.of(HarmType.MISLEADING_DOMAIN))
                .setDetection(new Detection(DetectionMethod.USER_REPORT, true, DetectionContext.PUBLIC))
                .build();
        standard.accept(first);
        assertThat(standard.delivery("regulator-nl").getKind()).isEqualTo(DeliveryKind.POINTER);
        settle();

        urgent.accept(urgently(first, "PT").build());

        assertThat(urgent.delivery("regulator-nl")).satisfies(pointer -> {
            assertThat(pointer.getKind()).isEqualTo(DeliveryKind.POINTER);
            assertThat(pointer.getNotices()).isEmpty();
        });
    }

    @Test
    void shouldSendTheWholeCaseToWhoHasItFromTheOtherLaneAndAPointerFromThisOne() {
        exchange.join(TestExchange.partner("regulator-nl", StakeholderKind.REGULATOR, "NL")
                .build());
        exchange.with(RulesYaml.parse("""
                version: test-2
                rules:
                  - id: urgent
                    when: {priorities: [URGENT], bases: [HOSTING]}
                    to: {kind: REGULATOR}
                    release: [LOCATORS]
                    reason: It is urgent.
                  - id: standard
                    when: {priorities: [STANDARD], bases: [HOSTING]}
                    to: {kind: REGULATOR}
                    pointerOnly: true
                    reason: There is something.
                """));
        IncidentNotice first = TestNotices.placed(TestNotices.extortion(), JurisdictionBasis.HOSTING, "NL")
                .build();
        standard.accept(first);
        assertThat(standard.delivery("regulator-nl").getKind()).isEqualTo(DeliveryKind.POINTER);
        references();
        urgent.accept(TestNotices.placed(urgently(first, "NL"), JurisdictionBasis.HOSTING, "NL")
                .build());
        assertThat(urgent.delivery("regulator-nl").getNotices()).hasSize(1);

        settle();

        assertThat(standard.delivery("regulator-nl").getNotices())
                .extracting(notice -> notice.getOrigin().getNoticeId())
                .containsExactly(first.getNoticeId());
    }

    @Test
    void shouldLeaveAChildInDangerWithTheFallbackDeskAsWell() {
        exchange.join(TestExchange.partner("fallback", StakeholderKind.LAW_ENFORCEMENT)
                .setFallbackDesk(true)
                .build());
        IncidentNotice first = in("DE", TestNotices.extortion()).build();
        standard.accept(first);
        settle();

        Outcome verdict =
                urgent.verdictOn(TestNotices.imminent(urgently(first, "PT")).build());

        assertThat(verdict.getOperatorPage()).isTrue();
        assertThat(verdict.getRoutes()).extracting(Route::getPartnerId).containsExactlyInAnyOrder(GERMAN, "fallback");
    }

    @Test
    void shouldShowNobodyNewWhatWasWithdrawn() {
        IncidentNotice first = in("DE", TestNotices.extortion()).build();
        standard.accept(first);
        standard.accept(TestNotices.retraction(first).build());
        urgent.accept(
                urgently(first, "IE").setKind(NoticeKind.NEW).setRefersTo(null).build());

        settle();

        assertThat(standard.deliveries(IRISH)).isEmpty();
        assertThat(urgent.deliveries(GERMAN)).hasSize(1);
    }

    @Test
    void shouldNotSendANoticeBackToWhoSentIt() {
        standard.accept(TestNotices.extortion().build());
        settle();
        assertThat(standard.deliveries("hotline-nl")).hasSize(1);
        read();

        Outcome verdict = urgent.verdictOn(in("PT", TestNotices.extortion("hotline-nl"))
                .setAudience(Audience.newBuilder()
                        .setRecipientKinds(List.of(StakeholderKind.HOTLINE))
                        .setCountries(List.of())
                        .setExclude(List.of())
                        .build())
                .setPriority(Priority.URGENT)
                .setUrgencyBasis(UrgencyBasis.THREAT)
                .build());

        assertThat(verdict.getVerdict()).isEqualTo(Verdict.HELD);
        assertThat(urgent.deliveries("hotline-nl")).isEmpty();
    }

    @Test
    void shouldFollowAnIncidentThatLeavesItsCase() {
        IncidentNotice stays = in("DE", TestNotices.extortion()).build();
        IncidentNotice leaves = in("IE", TestNotices.extortion("platform-b")).build();
        standard.accept(stays);
        standard.accept(leaves);
        new UnlinkScene(exchange, standard).unlink(leaves);
        standard.pipeAll(Topics.moves(Lane.STANDARD), standard.raw(Topics.moves(Lane.STANDARD)));
        settle();

        Outcome verdict = urgent.verdictOn(urgently(leaves, "PT").build());

        assertThat(verdict.getCaseId()).isEqualTo(UnlinkScene.ownCase(exchange, leaves));
        assertThat(verdict.getRoutes()).extracting(Route::getPartnerId).containsExactlyInAnyOrder(GERMAN, IRISH);
    }

    @Test
    void shouldConcernNobodyWhenItIsARehearsal() {
        exchange.join(TestExchange.partner(GERMAN, StakeholderKind.LAW_ENFORCEMENT, "DE")
                .setAcceptsTest(true)
                .build());

        standard.accept(in("DE", TestNotices.extortion().setTest(true)).build());

        assertThat(standard.deliveries(GERMAN)).hasSize(1);
        assertThat(standard.raw(OF_STANDARD)).isEmpty();
    }

    @Test
    void shouldTellTheOtherLaneWhenTheCaseIsForgotten() {
        IncidentNotice first = in("DE", TestNotices.extortion()).build();
        standard.accept(first);
        settle();
        assertThat(elsewhere()).hasSize(1);

        standard.advance(Duration.ofDays(92));
        standard.accept(in("DE", TestNotices.extortion()).setActors(List.of()).build());
        standard.advance(Duration.ofMinutes(2));
        List<TestRecord<String, byte[]>> told = standard.raw(OF_STANDARD);
        urgent.pipeAll(OF_STANDARD, told);

        assertThat(told).filteredOn(record -> record.value() == null).hasSize(1);
        assertThat(elsewhere()).hasSize(1);
    }

    /** Whoever may write to the topic could else give any case to any partner. */
    @Test
    void shouldBelieveNobodyButTheOtherLane() {
        urgent.accept(in("IE", TestNotices.extortion())
                .setActors(List.of(NoticeFixtures.reportedPerson(1, "account-2"), NoticeFixtures.child(2)))
                .setPriority(Priority.URGENT)
                .setUrgencyBasis(UrgencyBasis.THREAT)
                .build());
        TestRecord<String, byte[]> own = urgent.raw(OF_URGENT).getFirst();
        TestRecord<String, byte[]> genuine = told(in("DE", TestNotices.extortion()));
        CaseHolders holders = urgent.holders(genuine.value());
        read();

        urgent.pipe(OF_STANDARD, own.key(), own.value());
        urgent.pipe(OF_STANDARD, own.key(), genuine.value());
        urgent.pipe(OF_STANDARD, own.key(), urgent.encode(new CaseHolders(List.of(GERMAN), List.of(), "")));
        urgent.pipe(
                OF_STANDARD,
                genuine.key(),
                urgent.encode(new CaseHolders(List.of(GERMAN, IRISH), List.of(), holders.getTag())));
        urgent.pipe(
                OF_STANDARD,
                genuine.key(),
                urgent.encode(new CaseHolders(List.of(), List.of(GERMAN), holders.getTag())));

        assertThat(elsewhere()).isEmpty();
        assertThat(urgent.deliveries(GERMAN)).isEmpty();
        urgent.pipeAll(OF_STANDARD, List.of(genuine));
        assertThat(elsewhere()).containsExactly(genuine.key());
    }

    @Test
    void shouldNotGoBackToWhatTheOtherLaneSaidBefore() {
        IncidentNotice first = in("DE", TestNotices.extortion()).build();
        standard.accept(first);
        TestRecord<String, byte[]> before = standard.raw(OF_STANDARD).getFirst();
        standard.accept(in("IE", TestNotices.about(first, NoticeKind.FOLLOW_UP)).build());
        urgent.pipeAll(OF_STANDARD, List.of(before));
        settle();

        urgent.pipeAll(OF_STANDARD, List.of(before));

        assertThat(urgent.verdictOn(urgently(first, "PT").build()).getRoutes())
                .extracting(Route::getPartnerId)
                .containsExactlyInAnyOrder(GERMAN, IRISH);
    }

    /** A changelog is a topic too. */
    @Test
    void shouldNotBelieveAStoreThatWasRestoredFromWhatSomebodyWrote() {
        TestRecord<String, byte[]> genuine = told(in("DE", TestNotices.extortion()));
        urgent.<CaseHolders>store(Stores.OTHER_LANE_HOLDERS)
                .put(genuine.key(), new CaseHolders(List.of(IRISH), List.of(), "forged"));

        Outcome verdict = urgent.verdictOn(in("PT", TestNotices.extortion())
                .setPriority(Priority.URGENT)
                .setUrgencyBasis(UrgencyBasis.THREAT)
                .build());

        assertThat(verdict.getVerdict()).isEqualTo(Verdict.HELD);
        assertThat(urgent.deliveries(IRISH)).isEmpty();
        urgent.pipeAll(OF_STANDARD, List.of(genuine));
        assertThat(urgent.deliveries(GERMAN)).hasSize(1);
    }

    /** What the standard lane tells of the case that the notice opens. */
    private TestRecord<String, byte[]> told(IncidentNotice.Builder notice) {
        standard.accept(notice.build());
        return standard.raw(OF_STANDARD).getFirst();
    }

    private static IncidentNotice.Builder in(String country, IncidentNotice.Builder notice) {
        return TestNotices.placed(notice, JurisdictionBasis.VICTIM_LOCATION, country);
    }

    private static IncidentNotice.Builder urgently(IncidentNotice earlier, String country) {
        return in(country, TestNotices.about(earlier, NoticeKind.FOLLOW_UP))
                .setPriority(Priority.URGENT)
                .setUrgencyBasis(UrgencyBasis.THREAT);
    }

    private void references() {
        urgent.pipeAll(Topics.references(Lane.STANDARD), standard.raw(Topics.references(Lane.STANDARD)));
    }

    /** Until neither lane has anything to tell the other. */
    private void settle() {
        references();
        boolean told = true;
        while (told) {
            List<TestRecord<String, byte[]>> ofStandard = standard.raw(OF_STANDARD);
            List<TestRecord<String, byte[]>> ofUrgent = urgent.raw(OF_URGENT);
            urgent.pipeAll(OF_STANDARD, ofStandard);
            standard.pipeAll(OF_URGENT, ofUrgent);
            told = !ofStandard.isEmpty() || !ofUrgent.isEmpty();
        }
    }

    /** What was delivered so far is not looked at. */
    private void read() {
        for (LaneDriver lane : List.of(standard, urgent)) {
            TwoLanes.PARTNERS.forEach(lane::deliveries);
        }
    }

    /** Cases that the urgent lane knows somebody to have from the other one. */
    private List<String> elsewhere() {
        List<String> keys = new ArrayList<>();
        try (var entries = urgent.<CaseHolders>store(Stores.OTHER_LANE_HOLDERS).all()) {
            entries.forEachRemaining(entry -> keys.add(entry.key));
        }
        return keys;
    }
}
