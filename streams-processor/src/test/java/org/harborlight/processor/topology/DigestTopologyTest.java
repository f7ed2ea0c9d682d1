package org.harborlight.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.harborlight.processor.link.LaneBounds;
import org.harborlight.processor.link.Stores;
import org.harborlight.processor.link.VersionCap;
import org.harborlight.processor.state.StoredNotice;
import org.harborlight.schemas.Audience;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.DeliveryKind;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.HeldChange;
import org.harborlight.schemas.HeldChangeKind;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.LinkKind;
import org.harborlight.schemas.NoticeOrigin;
import org.harborlight.schemas.Outcome;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.ParticipantStatus;
import org.harborlight.schemas.Route;
import org.harborlight.schemas.SealedSection;
import org.harborlight.schemas.SharedNotice;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a submitter adds to a case beyond its hour's versions goes out together, and nothing of it is lost. */
class DigestTopologyTest {
    private static final int CAP = 3;
    private static final VersionCap SMALL = VersionCap.defaults().of(CAP);
    private static final String POLICE = "police-de";
    private static final String HOTLINE = "hotline-nl";

    @TempDir
    Path directory;

    @TempDir
    Path otherDirectory;

    private final TestExchange exchange = TestExchange.standard();
    private LaneDriver lane;
    private Delivery firstOfPolice = new Delivery();

    @BeforeEach
    void start() {
        lane = lane(SMALL);
    }

    @AfterEach
    void stop() {
        lane.close();
    }

    private LaneDriver lane(VersionCap cap) {
        return new LaneDriver(
                Lane.STANDARD, exchange, directory, LaneBounds.defaults().with(cap));
    }

    @Test
    void shouldLinkTheExcessAndSendItOnceWhenTheHourIsOver() {
        Outcome opened = fill().getFirst();
        lane.advance(Duration.ofMinutes(10));
        IncidentNotice first = excess();
        IncidentNotice second = TestNotices.extortion().build();

        Outcome waits = lane.verdictOn(second);

        assertThat(waits.getVerdict()).isEqualTo(Verdict.HELD);
        assertThat(waits.getReason()).isEqualTo("waits-for-digest");
        assertThat(waits.getLink()).isEqualTo(LinkKind.REPEAT);
        assertThat(waits.getCaseId()).isEqualTo(opened.getCaseId());
        assertThat(waits.getVersion()).isNull();
        assertThat(waits.getRoutes()).isEmpty();
        assertThat(lane.pending()).isEmpty();
        lane.advance(Duration.ofMinutes(49));
        assertThat(lane.deliveries(POLICE)).isEmpty();
        lane.advance(Duration.ofMinutes(1));

        Delivery digest = lane.delivery(POLICE);
        assertThat(digest.getKind()).isEqualTo(DeliveryKind.CASE_UPDATED);
        assertThat(digest.getVersion()).isEqualTo(CAP + 1);
        assertThat(digest.getChanged()).containsExactly("digest");
        assertThat(digest.getTrigger().getNoticeId()).isEqualTo(second.getNoticeId());
        assertThat(ids(digest)).containsExactly(second.getNoticeId(), first.getNoticeId());
        assertThat(digest.getNotices())
                .extracting(SharedNotice::getOrigin)
                .hasSize(CAP + 2)
                .containsAll(digest.getGathered());
        assertThat(digest.getReasons()).extracting("ruleId").contains("people");
        assertThat(lane.pending())
                .hasSize(3)
                .allMatch(state -> state.getNoticeId().equals(second.getNoticeId()))
                .allMatch(state -> state.getAlsoOf()
                        .equals(List.of(Topics.noticeKey(first.getSubmitterId(), first.getNoticeId()))));
        assertThat(lane.heldChanges())
                .hasSize(2)
                .allMatch(change -> change.getKind() == HeldChangeKind.RELEASED
                        && change.getReason().equals("digest"))
                .allSatisfy(change -> assertThat(change.getRoutes())
                        .extracting(Route::getPartnerId)
                        .containsExactlyInAnyOrder("police-de", "police-ie", "hotline-nl"));
        lane.advance(Duration.ofHours(5));
        assertThat(lane.deliveries(POLICE)).isEmpty();
        assertThat(lane.heldChanges()).isEmpty();
        fill();
        excess();
    }

    @Test
    void shouldTakeAlongWhatWaitsWhenTheCaseGetsAVersionAnyway() {
        fill();
        IncidentNotice waiting = excess();

        lane.accept(TestNotices.extortion("platform-b").build());

        Delivery version = lane.delivery(POLICE);
        assertThat(version.getChanged()).containsExactly("corroboration", "digest");
        assertThat(ids(version)).containsExactly(waiting.getNoticeId());
        assertThat(lane.heldChanges()).extracting(HeldChange::getNoticeId).containsExactly(waiting.getNoticeId());
        lane.advance(Duration.ofHours(2));
        assertThat(lane.deliveries(POLICE)).isEmpty();
    }

    @Test
    void shouldSendTheDigestInTimeWhenTheLaneWasStartedAnewMeanwhile() {
        fill();
        IncidentNotice waiting = excess();

        try (LaneDriver restarted = new LaneDriver(
                Lane.STANDARD, exchange, otherDirectory, LaneBounds.defaults().with(SMALL))) {
            copyStores(lane, restarted);
            restarted.advance(Duration.ofMinutes(59));
            assertThat(restarted.deliveries(POLICE)).isEmpty();
            restarted.advance(Duration.ofMinutes(1));

            assertThat(ids(restarted.delivery(POLICE))).containsExactly(waiting.getNoticeId());
            assertThat(restarted.heldChanges()).hasSize(1);
        }
    }

    /** As the change logs bring them back. */
    private static void copyStores(LaneDriver from, LaneDriver to) {
        for (String name : List.of(
                Stores.CASES,
                Stores.CASE_NOTICES,
                Stores.HELD_CASES,
                Stores.CASE_EXPIRY,
                Stores.CASE_IDS,
                Stores.DIGESTS_DUE)) {
            KeyValueStore<String, Object> target = to.store(name);
            try (KeyValueIterator<String, Object> all = from.<Object>store(name).all()) {
                while (all.hasNext()) {
                    KeyValue<String, Object> entry = all.next();
                    target.put(entry.key, entry.value);
                }
            }
        }
    }

    @Test
    void shouldGiveEachRecipientOnlyWhatItMaySee() {
        fill();
        IncidentNotice forAll = excess();
        IncidentNotice forPolice = excess(TestNotices.extortion()
                .setAudience(Audience.newBuilder()
                        .setRecipientKinds(List.of(StakeholderKind.LAW_ENFORCEMENT))
                        .setCountries(List.of())
                        .setExclude(List.of())
                        .build()));

        lane.advance(Duration.ofHours(1));

        assertThat(ids(lane.delivery(POLICE))).containsExactly(forPolice.getNoticeId(), forAll.getNoticeId());
        Delivery hotline = lane.delivery(HOTLINE);
        assertThat(ids(hotline)).containsExactly(forAll.getNoticeId());
        assertThat(hotline.getTrigger().getNoticeId()).isEqualTo(forAll.getNoticeId());
        assertThat(hotline.getNotices())
                .extracting(notice -> notice.getOrigin().getNoticeId())
                .doesNotContain(forPolice.getNoticeId());
        assertThat(lane.heldChanges())
                .filteredOn(change -> change.getNoticeId().equals(forPolice.getNoticeId()))
                .singleElement()
                .satisfies(change -> assertThat(change.getRoutes())
                        .extracting(Route::getPartnerId)
                        .containsExactlyInAnyOrder("police-de", "police-ie"));
    }

    @Test
    void shouldTellNobodyOfANoticeThatIsWithdrawnWhileItWaits() {
        fill();
        IncidentNotice withdrawn = excess();
        IncidentNotice kept = excess();

        Outcome retraction = lane.verdictOn(TestNotices.retraction(withdrawn).build());

        assertThat(retraction.getVerdict()).isEqualTo(Verdict.LINKED);
        assertThat(lane.deliveries(POLICE)).isEmpty();
        assertThat(lane.heldChanges())
                .singleElement()
                .satisfies(change -> assertThat(change.getKind()).isEqualTo(HeldChangeKind.CLOSED))
                .satisfies(change -> assertThat(change.getReason()).isEqualTo("retracted"));
        lane.advance(Duration.ofHours(1));
        assertThat(ids(lane.delivery(POLICE))).containsExactly(kept.getNoticeId());
        assertThat(lane.heldChanges()).extracting(HeldChange::getNoticeId).containsExactly(kept.getNoticeId());
    }

    @Test
    void shouldSendTheRetractionAtOnceAndWhatWaitsAfterIt() {
        IncidentNotice delivered = TestNotices.extortion().build();
        lane.accept(delivered);
        lane.accept(TestNotices.extortion().build());
        lane.accept(TestNotices.extortion().build());
        drain();
        IncidentNotice waiting = excess();

        lane.accept(TestNotices.retraction(delivered).build());

        List<Delivery> versions = lane.deliveries(POLICE);
        assertThat(versions).hasSize(2);
        assertThat(versions.getFirst().getChanged()).containsExactly("retraction");
        assertThat(ids(versions.getFirst())).isEmpty();
        assertThat(ids(versions.getLast())).containsExactly(waiting.getNoticeId());
        assertThat(versions).extracting(Delivery::getVersion).containsExactly(CAP + 1, CAP + 2);
    }

    @Test
    void shouldSendWhatWaitsBeforeHotlinesAreToldOfAHold() {
        fill(TestNotices.extortion().build());
        IncidentNotice waiting = excess();
        Delivery police = firstOfPolice;

        lane.answer(
                DeskAnswersFixtures.hold(police, lane.now().plus(Duration.ofDays(2)), lane.now()),
                exchange.connectorKey);

        assertThat(ids(lane.delivery(POLICE))).containsExactly(waiting.getNoticeId());
        List<Delivery> hotline = lane.deliveries(HOTLINE);
        assertThat(ids(hotline.getFirst())).containsExactly(waiting.getNoticeId());
        assertThat(hotline.getLast().getChanged()).containsExactly("takedown-hold");
        assertThat(hotline.getLast().getVersion()).isEqualTo(hotline.getFirst().getVersion() + 1);
        assertThat(lane.heldChanges()).hasSize(1);
    }

    @Test
    void shouldSendADigestEarlyWhenItIsFull() {
        lane.close();
        lane = lane(new VersionCap(CAP, Duration.ofHours(1), Duration.ofMinutes(1), 2));
        fill();
        IncidentNotice first = excess();
        IncidentNotice second = excess();

        Outcome third = lane.verdictOn(TestNotices.extortion().build());

        assertThat(third.getReason()).isEqualTo("waits-for-digest");
        assertThat(ids(lane.delivery(POLICE))).containsExactly(second.getNoticeId(), first.getNoticeId());
        lane.advance(Duration.ofHours(1));
        assertThat(ids(lane.delivery(POLICE))).containsExactly(third.getNoticeId());
        assertThat(lane.heldChanges()).hasSize(3);
    }

    @Test
    void shouldSendADigestEarlyWhenItsNoticesWouldNotFitIntoOneDelivery() {
        fill();
        List<IncidentNotice> waiting = new ArrayList<>();
        List<Delivery> digests = new ArrayList<>();
        while (digests.isEmpty()) {
            IncidentNotice large = large();
            assertThat(lane.verdictOn(large).getReason()).isEqualTo("waits-for-digest");
            waiting.add(large);
            digests = lane.deliveries(POLICE);
        }

        Delivery digest = digests.getFirst();
        assertThat(digest.getGathered()).hasSize(waiting.size() - 1);
        assertThat(digest.getNotices()).extracting(SharedNotice::getOrigin).containsAll(digest.getGathered());
        lane.advance(Duration.ofHours(1));
        assertThat(ids(lane.delivery(POLICE))).containsExactly(waiting.getLast().getNoticeId());
    }

    @Test
    void shouldHoldForARecipientWhatADigestCanBringToNobody() {
        fill();
        IncidentNotice waiting = excess();
        setPartners(ParticipantStatus.SUSPENDED);

        lane.advance(Duration.ofHours(1));
        assertThat(lane.heldChanges())
                .singleElement()
                .satisfies(change -> assertThat(change.getKind()).isEqualTo(HeldChangeKind.STILL_HELD))
                .satisfies(change -> assertThat(change.getReason()).isNotEqualTo("waits-for-digest"));
        assertThat(lane.deliveries(POLICE)).isEmpty();
        setPartners(ParticipantStatus.ACTIVE);
        lane.advance(Duration.ofSeconds(2));

        Delivery released = lane.delivery(POLICE);
        assertThat(released.getChanged()).containsExactly("released");
        assertThat(released.getTrigger().getNoticeId()).isEqualTo(waiting.getNoticeId());
        assertThat(lane.heldChanges()).extracting(HeldChange::getReason).containsExactly("released");
    }

    @Test
    void shouldReleaseInSeveralVersionsWhatOneHasNoRoomFor() {
        setPartners(ParticipantStatus.SUSPENDED);
        List<String> held = new ArrayList<>();
        while (held.size() < 40) {
            IncidentNotice large = large();
            assertThat(lane.verdictOn(large).getVerdict()).isEqualTo(Verdict.HELD);
            held.add(large.getNoticeId());
        }
        setPartners(ParticipantStatus.ACTIVE);

        lane.advance(Duration.ofSeconds(2));

        List<Delivery> versions = lane.deliveries(POLICE);
        assertThat(versions).hasSizeGreaterThan(1);
        assertThat(versions.stream().flatMap(version -> version.getNotices().stream()))
                .extracting(notice -> notice.getOrigin().getNoticeId())
                .containsAll(held);
        assertThat(lane.heldChanges()).extracting(HeldChange::getNoticeId).containsExactlyInAnyOrderElementsOf(held);
    }

    private static IncidentNotice large() {
        return TestNotices.extortion()
                .setSections(TestNotices.sections().stream()
                        .map(section -> SealedSection.newBuilder(section)
                                .setCiphertext(ByteBuffer.allocate(16 * 1024))
                                .build())
                        .toList())
                .build();
    }

    private void setPartners(ParticipantStatus status) {
        exchange.with(TestExchange.partner("police-de", StakeholderKind.LAW_ENFORCEMENT, "DE")
                .setStatus(status)
                .build());
        exchange.with(TestExchange.partner("police-ie", StakeholderKind.LAW_ENFORCEMENT, "IE")
                .setStatus(status)
                .build());
        exchange.with(TestExchange.partner("hotline-nl", StakeholderKind.HOTLINE, "NL")
                .setStatus(status)
                .build());
    }

    @Test
    void shouldTryAgainWhenADigestCannotBeMade() {
        fill();
        IncidentNotice waiting = excess();
        KeyValueStore<String, StoredNotice> notices = lane.store(Stores.CASE_NOTICES);
        KeyValue<String, StoredNotice> sound = spoilFirst(notices);

        lane.advance(Duration.ofHours(1));
        assertThat(lane.deliveries(POLICE)).isEmpty();
        notices.put(sound.key, sound.value);
        lane.advance(Duration.ofMinutes(1));

        assertThat(ids(lane.delivery(POLICE))).containsExactly(waiting.getNoticeId());
    }

    private static KeyValue<String, StoredNotice> spoilFirst(KeyValueStore<String, StoredNotice> notices) {
        KeyValue<String, StoredNotice> sound;
        try (KeyValueIterator<String, StoredNotice> all = notices.all()) {
            sound = all.next();
        }
        notices.put(
                sound.key,
                StoredNotice.newBuilder(sound.value)
                        .setAccepted(ByteBuffer.allocate(3))
                        .build());
        return sound;
    }

    @Test
    void shouldWaitAMomentWhenItsHourIsOverAlready() {
        fill();
        IncidentNotice late = TestNotices.extortion().build();
        byte[] accepted = lane.encode(lane.gateway.accept(late, Lane.STANDARD, lane.now()));
        lane.advance(Duration.ofHours(3));
        drain();

        lane.pipe(
                Topics.notices(Lane.STANDARD),
                exchange.identifiers.reference(late.getSubmitterId(), late.getIncidentKey()),
                accepted);
        lane.advance(Duration.ofSeconds(59));
        assertThat(lane.deliveries(POLICE)).isEmpty();
        lane.advance(Duration.ofSeconds(1));

        assertThat(ids(lane.delivery(POLICE))).containsExactly(late.getNoticeId());
    }

    /** As many repeats as make a version each; everything they caused is read away. */
    private List<Outcome> fill() {
        return fill(TestNotices.extortion().build());
    }

    private List<Outcome> fill(IncidentNotice first) {
        List<Outcome> outcomes = new ArrayList<>();
        outcomes.add(lane.verdictOn(first));
        while (outcomes.size() < CAP) {
            outcomes.add(lane.verdictOn(TestNotices.extortion().build()));
        }
        assertThat(outcomes)
                .allMatch(outcome -> outcome.getVerdict() == Verdict.OPENED || outcome.getVerdict() == Verdict.LINKED);
        List<Delivery> police = lane.deliveries(POLICE);
        assertThat(police).hasSize(CAP);
        firstOfPolice = police.getFirst();
        drain();
        return outcomes;
    }

    private void drain() {
        exchange.snapshot().directory().participants().stream()
                .filter(Participant::getReceives)
                .forEach(partner -> lane.raw(Topics.deliveries(partner.getParticipantId(), Lane.STANDARD)));
        List<DeliveryState> _ = lane.pending();
        List<HeldChange> _ = lane.heldChanges();
    }

    private IncidentNotice excess() {
        return excess(TestNotices.extortion());
    }

    /** A notice that waits. */
    private IncidentNotice excess(IncidentNotice.Builder notice) {
        IncidentNotice excess = notice.build();
        assertThat(lane.verdictOn(excess).getReason()).isEqualTo("waits-for-digest");
        assertThat(lane.deliveries(POLICE)).isEmpty();
        return excess;
    }

    private static List<String> ids(Delivery delivery) {
        return delivery.getGathered().stream().map(NoticeOrigin::getNoticeId).toList();
    }
}
