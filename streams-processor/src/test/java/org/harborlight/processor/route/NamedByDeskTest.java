package org.harborlight.processor.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.harborlight.processor.link.TestCase;
import org.harborlight.processor.route.DeskAnswers.Place;
import org.harborlight.processor.topology.TestExchange;
import org.harborlight.processor.topology.TestNotices;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.JurisdictionBasis;
import org.harborlight.schemas.StakeholderKind;
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
