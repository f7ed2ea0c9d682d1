package org.harborlight.processor.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.harborlight.processor.link.Joined;
import org.harborlight.processor.link.TestCase;
import org.harborlight.processor.topology.TestExchange;
import org.harborlight.processor.topology.TestNotices;
import org.harborlight.schemas.DeliveryReason;
import org.harborlight.schemas.HarmType;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.Jurisdiction;
import org.harborlight.schemas.JurisdictionBasis;
import org.harborlight.schemas.NoticeFixtures;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.ParticipantStatus;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.SupportReferral;
import org.harborlight.schemas.Verdict;
import org.harborlight.schemas.Withheld;
import org.harborlight.schemas.directory.RulesYaml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who receives a case and who does not: rules and coverage, denials, and what is done when nobody is found. */
class RouterTest {
    private final TestExchange exchange = TestExchange.standard();

    @Test
    void shouldGiveEveryRecipientItsOwnReasonsWhenRulesMatch() {
        Joined joined = open(TestNotices.extortion());

        assertThat(joined.recipients()).containsExactly("hotline-nl", "police-de", "police-ie");
        DeliveryReason reason = joined.delivery("police-ie").getReasons().getFirst();
        assertThat(joined.delivery("police-ie").getReasons()).hasSize(1);
        assertThat(reason.getRuleId()).isEqualTo("people");
        assertThat(reason.getRulesVersion()).isEqualTo("test-1");
        assertThat(reason.getBasis()).isEqualTo(JurisdictionBasis.VICTIM_LOCATION);
        assertThat(reason.getCountry()).isEqualTo("IE");
        assertThat(reason.getText()).isEqualTo("Someone involved is in this country.");
        assertThat(joined.outcome().getWithheld()).isEmpty();
    }

    @Test
    void shouldHoldWhenNoRuleMatches() {
        Joined joined = open(TestNotices.placed(TestNotices.extortion(), JurisdictionBasis.VICTIM_LOCATION, "FR"));

        assertThat(joined.recipients()).isEmpty();
        assertThat(joined.outcome().getVerdict()).isEqualTo(Verdict.HELD);
        assertThat(joined.outcome().getReason()).isEqualTo("no-recipient");
        assertThat(joined.outcome().getOperatorPage()).isFalse();
    }

    @Test
    void shouldDenyWhenAnyFactMatchesADenyingRule() {
        exchange.with(RulesYaml.parse("""
                version: test-2
                rules:
                  - id: all
                    when: {}
                    to: {kind: LAW_ENFORCEMENT}
                    reason: test
                  - id: never
                    effect: DENY
                    when: {bases: [VICTIM_LOCATION]}
                    to: {kind: LAW_ENFORCEMENT}
                    reason: test
                """));

        Joined joined = open(TestNotices.extortion()
                .setJurisdictionFacts(List.of(
                        NoticeFixtures.fact("IE", JurisdictionBasis.VICTIM_LOCATION),
                        NoticeFixtures.fact("IE", JurisdictionBasis.REPORTED_PERSON_LOCATION),
                        NoticeFixtures.fact("DE", JurisdictionBasis.REPORTED_PERSON_LOCATION))));

        assertThat(joined.recipients()).containsExactly("police-de");
        assertThat(joined.reasonsAgainst("police-ie")).containsExactly("denied-by-rule");
    }

    @ParameterizedTest
    @EnumSource(value = ParticipantStatus.class, names = "ACTIVE", mode = EnumSource.Mode.EXCLUDE)
    void shouldHoldWhenTheOnlyPartnerIsNotActive(ParticipantStatus status) {
        exchange.with(police("police-ie").setStatus(status).build());

        Joined joined = open(inIreland());

        assertThat(joined.outcome().getVerdict()).isEqualTo(Verdict.HELD);
        assertThat(joined.outcome().getReason()).isEqualTo("not-active");
    }

    @Test
    void shouldHoldWhenThePartnerHasNoTopicYet() {
        exchange.with(TestExchange.partner("police-fr", StakeholderKind.LAW_ENFORCEMENT, "FR")
                .build());

        Joined joined = open(TestNotices.placed(TestNotices.extortion(), JurisdictionBasis.VICTIM_LOCATION, "FR"));

        assertThat(joined.outcome().getVerdict()).isEqualTo(Verdict.HELD);
        assertThat(joined.outcome().getReason()).isEqualTo("no-delivery-topic");
    }

    @Test
    void shouldHoldForAPersonWhenTheCountryWantsManualReview() {
        exchange.with(Jurisdiction.newBuilder(TestExchange.jurisdiction("IE"))
                .setManualReviewOnly(true)
                .build());

        Joined joined = open(inIreland());

        assertThat(joined.outcome().getVerdict()).isEqualTo(Verdict.HELD);
        assertThat(joined.outcome().getReason()).isEqualTo("manual-review-only");
        assertThat(joined.outcome().getWithheld())
                .extracting(Withheld::getCountry)
                .containsOnly("IE");
    }

    @Test
    void shouldNotSendANoticeBackWhenItsSubmitterIsAPartnerToo() {
        exchange.join(TestExchange.partner("hotline-nl", StakeholderKind.HOTLINE, "NL")
                .setSubmits(true)
                .build());

        Joined joined = open(TestNotices.extortion("hotline-nl"));

        assertThat(joined.recipients()).containsExactly("police-de", "police-ie");
    }

    @Test
    void shouldReachOnlyWhoAsksForTestsWhenNoticeIsATest() {
        exchange.with(police("police-ie").setAcceptsTest(true).build());

        Joined joined = open(TestNotices.extortion().setTest(true));

        assertThat(joined.recipients()).containsExactly("police-ie");
        assertThat(joined.outcome().getVerdict()).isEqualTo(Verdict.TEST);
        assertThat(joined.delivery("police-ie").getTest()).isTrue();
    }

    @Test
    void shouldAskWhereTheSubmitterIsEstablishedOnlyWhenNoPlaceOfPeopleIsKnown() {
        exchange.join(TestExchange.partner("police-us", StakeholderKind.LAW_ENFORCEMENT, "US")
                .build());
        exchange.with(RulesYaml.parse("""
                version: test-2
                rules:
                  - id: established
                    when: {bases: [ESTABLISHMENT]}
                    to: {kind: LAW_ENFORCEMENT}
                    reason: test
                """));

        assertThat(open(TestNotices.placed(TestNotices.extortion(), JurisdictionBasis.HOSTING, "NL"))
                        .recipients())
                .containsExactly("police-us");
        assertThat(open(inIreland()).recipients()).isEmpty();
    }

    @Test
    void shouldReachOnlyPartnersForTheHarmWhenTheyNameHarms() {
        exchange.with(police("police-ie").setHarms(List.of(HarmType.GROOMING)).build());

        assertThat(open(inIreland()).recipients()).isEmpty();
        assertThat(open(inIreland().setHarms(List.of(HarmType.CSAM, HarmType.GROOMING)))
                        .recipients())
                .containsExactly("police-ie");
    }

    @Test
    void shouldShowHelplinesOfTheChildsCountryWhenAChildCouldBeHelped() {
        assertThat(open(TestNotices.extortion()).outcome().getSupportReferrals())
                .extracting(SupportReferral::getCountry)
                .containsExactly("IE");
    }

    @Test
    void shouldShowHelplinesOfAllCountriesWhenTheChildsPlaceIsUnknown() {
        assertThat(open(TestNotices.extortion()
                                .setJurisdictionFacts(List.of(
                                        NoticeFixtures.fact("DE", JurisdictionBasis.REPORTED_PERSON_LOCATION),
                                        NoticeFixtures.fact("NL", JurisdictionBasis.HOSTING))))
                        .outcome()
                        .getSupportReferrals())
                .extracting(SupportReferral::getCountry)
                .containsExactly("DE", "NL");
    }

    @Test
    void shouldShowNoHelplinesWhenActorsMustNotBeTold() {
        assertThat(open(TestNotices.extortion().setDoNotNotifyActors(true))
                        .outcome()
                        .getSupportReferrals())
                .isEmpty();
    }

    private static Participant.Builder police(String id) {
        return TestExchange.partner(id, StakeholderKind.LAW_ENFORCEMENT, "IE");
    }

    private static IncidentNotice.Builder inIreland() {
        return TestNotices.placed(TestNotices.extortion(), JurisdictionBasis.VICTIM_LOCATION, "IE");
    }

    private Joined open(IncidentNotice.Builder notice) {
        return TestCase.open(exchange, notice.build());
    }
}
