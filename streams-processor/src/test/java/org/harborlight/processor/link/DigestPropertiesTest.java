package org.harborlight.processor.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.harborlight.processor.topology.TestExchange;
import org.harborlight.processor.topology.TestNotices;
import org.harborlight.schemas.Audience;
import org.harborlight.schemas.DeclaredFact;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.HeldChange;
import org.harborlight.schemas.HeldChangeKind;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.JurisdictionBasis;
import org.harborlight.schemas.LinkKind;
import org.harborlight.schemas.NoticeFixtures;
import org.harborlight.schemas.NoticeKind;
import org.harborlight.schemas.NoticeOrigin;
import org.harborlight.schemas.Outcome;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.Verdict;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever two submitters do to three cases in the course of a day: each notice reaches each desk that may see it by
 * exactly one version or digest, unless it was withdrawn before, and each that waited has exactly one end.
 */
class DigestPropertiesTest {
    private static final int NOTICES = 120;
    private static final int CAP = 3;
    private static final String POLICE = "police-de";
    private static final String HOTLINE = "hotline-nl";

    private final TestExchange exchange = TestExchange.standard();
    private final LinkDriver link = new LinkDriver(
            exchange, LaneBounds.defaults().with(VersionCap.defaults().of(CAP)));
    private final List<IncidentNotice> sent = new ArrayList<>();
    private final Map<String, String> caseKeys = new HashMap<>();
    private final Set<String> referred = new HashSet<>();

    @ParameterizedTest
    @ValueSource(longs = {2, 7})
    void shouldReachEachDeskOnceWhateverComes(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < NOTICES; i++) {
            submit(random);
            link.advance(Duration.ofSeconds(random.nextInt(10) == 0 ? 3_000 : random.nextInt(300)));
        }
        link.advance(Duration.ofHours(2));

        List<Outcome> outcomes = link.outcomes();
        assertThat(outcomes)
                .extracting(Outcome::getNoticeId)
                .doesNotHaveDuplicates()
                .hasSameSizeAs(sent);
        Set<String> waited = ids(outcomes.stream()
                .filter(outcome ->
                        outcome.getVerdict() == Verdict.HELD && "waits-for-digest".equals(outcome.getReason()))
                .map(Outcome::getNoticeId)
                .toList());
        assertThat(waited).as("a story in which some wait").hasSizeGreaterThan(10);
        assertThat(link.heldChanges())
                .extracting(HeldChange::getNoticeId)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(waited);
        assertReached(POLICE, sent);
        assertReached(
                HOTLINE,
                sent.stream().filter(notice -> notice.getAudience() == null).toList());
    }

    private void assertReached(String partnerId, List<IncidentNotice> visible) {
        List<Delivery> deliveries = link.deliveries().stream()
                .filter(delivery -> delivery.getPartnerId().equals(partnerId))
                .toList();
        List<String> arrived = new ArrayList<>();
        for (Delivery delivery : deliveries) {
            Set<String> fresh = ids(delivery.getGathered().stream()
                    .map(NoticeOrigin::getNoticeId)
                    .toList());
            fresh.add(delivery.getTrigger().getNoticeId());
            arrived.addAll(fresh);
            assertThat(delivery.getNotices())
                    .extracting(notice -> notice.getOrigin().getNoticeId())
                    .as("whole in the snapshot")
                    .containsAll(fresh);
        }
        Set<String> unsent = ids(link.heldChanges().stream()
                .filter(change -> change.getKind() == HeldChangeKind.CLOSED)
                .map(HeldChange::getNoticeId)
                .toList());
        assertThat(arrived)
                .as(partnerId)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(visible.stream()
                        .filter(notice -> !unsent.contains(notice.getNoticeId())
                                && !unsent.contains(Objects.requireNonNullElse(notice.getRefersTo(), "")))
                        .map(IncidentNotice::getNoticeId)
                        .toList());
        assertThat(deliveries)
                .extracting(delivery -> delivery.getCaseId() + "/" + delivery.getVersion())
                .doesNotHaveDuplicates();
    }

    private static Set<String> ids(Collection<String> ids) {
        return new HashSet<>(ids);
    }

    private void submit(Random random) {
        if (sent.size() > 20 && random.nextInt(8) == 0) {
            withdraw(random);
            return;
        }
        int which = random.nextInt(3);
        IncidentNotice.Builder notice = TestNotices.extortion(random.nextInt(4) == 0 ? "platform-b" : "platform-a")
                .setActors(List.of(NoticeFixtures.reportedPerson(1, "account-" + which), NoticeFixtures.child(2)));
        switch (random.nextInt(12)) {
            case 0 -> {
                List<DeclaredFact> facts = new ArrayList<>(notice.getJurisdictionFacts());
                facts.add(NoticeFixtures.fact("FR", JurisdictionBasis.OFFENCE_LOCATION));
                notice.setJurisdictionFacts(facts);
            }
            case 1 ->
                notice.setActors(List.of(
                        NoticeFixtures.reportedPerson(1, "account-" + which),
                        NoticeFixtures.child(2 + random.nextInt(3))));
            case 2 ->
                notice.setAudience(Audience.newBuilder()
                        .setRecipientKinds(List.of(StakeholderKind.LAW_ENFORCEMENT))
                        .setCountries(List.of())
                        .setExclude(List.of())
                        .build());
            default -> notice.setHarms(notice.getHarms());
        }
        send("case-" + which, notice.build(), null);
    }

    /** A notice that stands and that all may see, so that its withdrawal concerns all; often one that may still wait. */
    private void withdraw(Random random) {
        List<IncidentNotice> standing = sent.stream()
                .filter(notice -> notice.getKind() == NoticeKind.NEW
                        && notice.getAudience() == null
                        && !referred.contains(notice.getNoticeId()))
                .toList();
        int within = random.nextBoolean() ? 5 : standing.size();
        IncidentNotice chosen = standing.get(standing.size() - 1 - random.nextInt(within));
        referred.add(chosen.getNoticeId());
        send(
                Objects.requireNonNull(caseKeys.get(chosen.getNoticeId())),
                TestNotices.retraction(chosen).build(),
                LinkKind.RETRACTION);
    }

    private void send(String caseKey, IncidentNotice notice, @Nullable LinkKind settled) {
        sent.add(notice);
        caseKeys.put(notice.getNoticeId(), caseKey);
        link.admit(caseKey, notice, settled);
    }

    @Test
    void shouldMakeFewVersionsOfManyRepeats() {
        int repeats = 60;
        for (int i = 0; i < repeats; i++) {
            send("case", TestNotices.extortion().build(), null);
            link.advance(Duration.ofSeconds(5));
        }
        link.advance(Duration.ofHours(1));

        assertReached(POLICE, sent);
        assertThat(link.deliveries().stream()
                        .filter(delivery -> delivery.getPartnerId().equals(POLICE))
                        .toList())
                .hasSizeLessThanOrEqualTo(CAP + 2);
    }
}
