package org.harborlight.processor.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.harborlight.processor.link.Joined;
import org.harborlight.processor.link.TestCase;
import org.harborlight.processor.topology.TestExchange;
import org.harborlight.processor.topology.TestNotices;
import org.harborlight.schemas.Audience;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.JurisdictionBasis;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.ParticipantStatus;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.Verdict;
import org.junit.jupiter.api.Test;

/** A child in danger that no desk covers: the fallback desk takes it, and a person at the exchange is called. */
class FallbackDeskTest {
    private final TestExchange exchange = TestExchange.standard();

    @Test
    void shouldGoToFallbackDeskAndPageWhenImminentAndNoDeskCoversIt() {
        exchange.join(desk().build());

        Joined joined = open(unplaced());

        assertThat(joined.recipients()).containsExactly("desk");
        assertThat(joined.outcome().getVerdict()).isEqualTo(Verdict.OPENED);
        assertThat(joined.outcome().getOperatorPage()).isTrue();
        assertThat(joined.delivery("desk").getReasons()).extracting("ruleId").containsExactly("fallback-desk");
    }

    @Test
    void shouldNotTroubleFallbackDeskWhenADeskCoversIt() {
        exchange.join(desk().build());

        Joined joined = open(TestNotices.imminent(TestNotices.extortion()));

        assertThat(joined.recipients()).doesNotContain("desk").contains("police-ie");
        assertThat(joined.outcome().getOperatorPage()).isFalse();
    }

    @Test
    void shouldNotUseFallbackDeskWhenNothingIsImminent() {
        exchange.join(desk().build());

        Joined joined = open(TestNotices.placed(TestNotices.extortion(), JurisdictionBasis.VICTIM_LOCATION, "FR"));

        assertThat(joined.outcome().getVerdict()).isEqualTo(Verdict.HELD);
        assertThat(joined.outcome().getOperatorPage()).isFalse();
    }

    @Test
    void shouldGoToFallbackDeskWhenOnlyAHotlineCoversIt() {
        exchange.join(desk().build());

        Joined joined = open(
                TestNotices.imminent(TestNotices.placed(TestNotices.extortion(), JurisdictionBasis.HOSTING, "NL")));

        assertThat(joined.recipients()).containsExactly("desk", "hotline-nl");
    }

    @Test
    void shouldGoToFallbackDeskWhenAudienceLeavesItsKindOutButNotWhenItIsExcluded() {
        exchange.join(desk().build());

        assertThat(open(unplaced().setAudience(audience(List.of(StakeholderKind.HOTLINE), List.of())))
                        .recipients())
                .containsExactly("desk");
        assertThat(open(unplaced().setAudience(audience(List.of(), List.of("desk"))))
                        .recipients())
                .isEmpty();
    }

    @Test
    void shouldPageWhenEvenTheFallbackDeskIsMissing() {
        exchange.join(desk().setStatus(ParticipantStatus.SUSPENDED).build());

        Joined joined = open(unplaced());

        assertThat(joined.outcome().getVerdict()).isEqualTo(Verdict.HELD);
        assertThat(joined.outcome().getReason()).isEqualTo("no-fallback-desk");
        assertThat(joined.outcome().getOperatorPage()).isTrue();
    }

    @Test
    void shouldReachFallbackDeskWhenALaterNoticeRaisesTheDanger() {
        exchange.join(desk().build());
        IncidentNotice calm = TestNotices.placed(TestNotices.extortion(), JurisdictionBasis.VICTIM_LOCATION, "FR")
                .build();
        TestCase theCase = new TestCase(exchange, calm);
        assertThat(theCase.join(calm).outcome().getVerdict()).isEqualTo(Verdict.HELD);

        Joined joined = theCase.join(unplaced().build());

        assertThat(joined.recipients()).containsExactly("desk");
        assertThat(joined.delivery("desk").getNotices()).hasSize(2);
    }

    @Test
    void shouldGoToFallbackDeskWhenTheDesksOfTheCaseMayNotSeeTheImminentNotice() {
        exchange.join(desk().build());
        IncidentNotice open = TestNotices.placed(
                        TestNotices.extortion("platform-a"), JurisdictionBasis.VICTIM_LOCATION, "IE")
                .build();
        IncidentNotice narrow = TestNotices.imminent(TestNotices.extortion("platform-b"))
                .setAudience(audience(List.of(), List.of("police-ie", "police-de")))
                .build();
        TestCase theCase = new TestCase(exchange, open);
        theCase.join(open);

        Joined joined = theCase.join(narrow);

        assertThat(joined.recipients()).contains("desk");
        assertThat(joined.outcome().getOperatorPage()).isTrue();
    }

    private static Participant.Builder desk() {
        return TestExchange.partner("desk", StakeholderKind.LAW_ENFORCEMENT, "US")
                .setFallbackDesk(true);
    }

    private static IncidentNotice.Builder unplaced() {
        return TestNotices.imminent(
                TestNotices.placed(TestNotices.extortion(), JurisdictionBasis.VICTIM_LOCATION, "FR"));
    }

    private static Audience audience(List<StakeholderKind> kinds, List<String> exclude) {
        return Audience.newBuilder()
                .setRecipientKinds(kinds)
                .setCountries(List.of())
                .setExclude(exclude)
                .build();
    }

    private Joined open(IncidentNotice.Builder notice) {
        return TestCase.open(exchange, notice.build());
    }
}
