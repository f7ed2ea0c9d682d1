package org.harborlight.processor.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.harborlight.processor.link.TestCase;
import org.harborlight.processor.route.DeskAnswers.Place;
import org.harborlight.processor.topology.TestExchange;
import org.harborlight.processor.topology.TestNotices;
import org.harborlight.schemas.AgeBand;
import org.harborlight.schemas.Fact;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.JurisdictionBasis;
import org.harborlight.schemas.NoticeAnnotation;
import org.harborlight.schemas.ParticipantStatus;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.directory.RulesYaml;
import org.junit.jupiter.api.Test;

/** What a desk names adds recipients and takes none away, not even by way of a safeguard. */
final class NamedByDeskTest {
    private final TestExchange exchange = TestExchange.standard()
            .join(TestExchange.partner("police-fr", StakeholderKind.LAW_ENFORCEMENT, "FR")
                    .build())
            .join(TestExchange.partner("hotline-fr", StakeholderKind.HOTLINE, "FR")
                    .build());
    private final Place byHotline = new Place("hotline-nl", StakeholderKind.HOTLINE, "FR", TestExchange.NOW);
    private final Place byPolice = new Place("police-de", StakeholderKind.LAW_ENFORCEMENT, "FR", TestExchange.NOW);

    @Test
    void shouldLeaveTheDeskWhenOnlyANamedHotlineWouldComeFirst() {
        IncidentNotice notice = TestNotices.placed(
                        TestNotices.extortion(), JurisdictionBasis.REPORTED_PERSON_LOCATION, "DE")
                .setDetection(TestNotices.unreviewed())
                .build();

        RoutingDecision decision = route(notice, byHotline, byPolice);

        assertThat(recipients(decision)).containsExactly("police-de", "hotline-fr");
        assertThat(decision.withheld())
                .filteredOn(withheld -> "police-fr".equals(withheld.getPartnerId()))
                .singleElement()
                .satisfies(withheld -> assertThat(withheld.getReason()).isEqualTo("safeguard-not-reviewed"));
    }

    @Test
    void shouldOpenNoIdentityByTheWordOfADesk() {
        RoutingDecision decision = route(TestNotices.extortion().build(), byPolice);

        assertThat(recipients(decision)).endsWith("police-fr").contains("police-de", "police-ie", "hotline-nl");
        assertThat(decision.recipients().getLast().sections()).doesNotContainAnyElementsOf(Safeguards.IDENTIFYING);
    }

    @Test
    void shouldNotSendACaseBackToItsSubmitter() {
        TestExchange both = exchange.join(TestExchange.partner("platform-a", StakeholderKind.HOTLINE, "FR")
                .setSubmits(true)
                .build());
        RoutingDecision decision = route(both, TestNotices.extortion().build(), byHotline);

        assertThat(recipients(decision)).contains("hotline-fr").doesNotContain("platform-a");
    }

    @Test
    void shouldDenyOnlyWhatADeskNamedWhenARuleDeniesTheNamedCountry() {
        exchange.join(TestExchange.partner("police-both", StakeholderKind.LAW_ENFORCEMENT, "DE", "FR")
                        .build())
                .with(RulesYaml.parse("""
                        version: test-2
                        rules:
                          - id: people
                            when: {bases: [REPORTED_PERSON_LOCATION]}
                            to: {kind: LAW_ENFORCEMENT}
                            reason: test
                          - id: not-there
                            effect: DENY
                            when: {countries: [FR]}
                            to: {kind: LAW_ENFORCEMENT}
                            reason: test
                        """));
        IncidentNotice notice = TestNotices.placed(
                        TestNotices.extortion(), JurisdictionBasis.REPORTED_PERSON_LOCATION, "DE")
                .build();

        RoutingDecision decision = route(notice, byPolice);

        assertThat(recipients(decision)).containsExactly("police-both", "police-de");
        assertThat(decision.withheld())
                .filteredOn(withheld -> "police-fr".equals(withheld.getPartnerId()))
                .singleElement()
                .satisfies(withheld -> assertThat(withheld.getReason()).isEqualTo("denied-by-rule"));
    }

    @Test
    void shouldForgetWhatADeskAnsweredWhenItIsNoLongerActive() {
        IncidentNotice notice = TestNotices.extortion().build();
        DeskAnswers answers = new DeskAnswers(
                List.of(new DeskAnswers.Hold("police-de", "DE", TestExchange.NOW.plusSeconds(60), TestExchange.NOW)),
                List.of(byPolice),
                List.of());
        CaseSnapshot snapshot = TestCase.snapshot(exchange, notice).answered(answers);
        RoutingDecision before = Router.route(snapshot, exchange.snapshot());

        exchange.with(TestExchange.partner("police-de", StakeholderKind.LAW_ENFORCEMENT, "DE")
                .setStatus(ParticipantStatus.SUSPENDED)
                .build());
        RoutingDecision after = Router.route(snapshot, exchange.snapshot());

        assertThat(recipients(before)).contains("police-fr");
        assertThat(before.view().answers().live(TestExchange.NOW)).hasSize(1);
        assertThat(recipients(after)).doesNotContain("police-fr");
        assertThat(after.view().answers().live(TestExchange.NOW)).isEmpty();
    }

    @Test
    void shouldNameThePlaceOfTheChildWhenTheUploaderOfTheImageIsTheChild() {
        exchange.join(TestExchange.partner("police-int", StakeholderKind.LAW_ENFORCEMENT)
                .build());
        IncidentNotice notice = TestNotices.reportedAge(TestNotices.extortion(), AgeBand.UNDER_13)
                .setAnnotations(List.of(NoticeAnnotation.APPEARS_SELF_GENERATED))
                .build();

        RoutingDecision decision =
                route(notice, new Place("police-int", StakeholderKind.LAW_ENFORCEMENT, "FR", TestExchange.NOW));

        assertThat(decision.view().answers().facts())
                .extracting(Fact::getBasis)
                .containsExactly(JurisdictionBasis.VICTIM_LOCATION);
    }

    private RoutingDecision route(IncidentNotice notice, Place... places) {
        return route(exchange, notice, places);
    }

    private static RoutingDecision route(TestExchange exchange, IncidentNotice notice, Place... places) {
        CaseSnapshot snapshot = TestCase.snapshot(exchange, notice);
        return Router.route(
                snapshot.answered(new DeskAnswers(List.of(), List.of(places), List.of())), exchange.snapshot());
    }

    private static List<String> recipients(RoutingDecision decision) {
        return decision.recipients().stream().map(Recipient::partnerId).toList();
    }
}
