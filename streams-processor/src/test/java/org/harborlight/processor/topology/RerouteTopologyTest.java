package org.harborlight.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.harborlight.processor.link.LaneBounds;
import org.harborlight.processor.link.VersionCap;
import org.harborlight.schemas.Audience;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.DeliveryKind;
import org.harborlight.schemas.Fact;
import org.harborlight.schemas.FactSource;
import org.harborlight.schemas.Feedback;
import org.harborlight.schemas.HeldChange;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.JurisdictionBasis;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.NoticeFixtures;
import org.harborlight.schemas.NoticeKind;
import org.harborlight.schemas.NoticeOrigin;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.directory.RulesYaml;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A desk names another country: whoever is responsible there gets the case too, and nobody loses it. */
class RerouteTopologyTest {
    @TempDir
    Path standardDirectory;

    @TempDir
    Path urgentDirectory;

    private TestExchange exchange;
    private LaneDriver standard;
    private LaneDriver urgent;

    @BeforeEach
    void start() {
        exchange = TestExchange.standard();
        exchange.join(TestExchange.partner("police-fr", StakeholderKind.LAW_ENFORCEMENT, "FR")
                .build());
        exchange.join(TestExchange.partner("hotline-fr", StakeholderKind.HOTLINE, "FR")
                .build());
        standard = new LaneDriver(Lane.STANDARD, exchange, standardDirectory);
        urgent = new LaneDriver(Lane.URGENT, exchange, urgentDirectory);
    }

    @AfterEach
    void stop() {
        standard.close();
        urgent.close();
    }

    @Test
    void shouldGiveTheCaseToTheNamedCountryWithoutIdentity() {
        Delivery german = open(TestNotices.extortion().build());
        assertThat(german.getReleasedSections()).contains(SectionKind.REPORTED_PERSON);

        standard.answer(wrong(german, "FR"), exchange.connectorKey);

        Delivery french = standard.delivery("police-fr");
        assertThat(french.getKind()).isEqualTo(DeliveryKind.CASE_OPENED);
        assertThat(french.getChanged()).containsExactly("re-routed");
        assertThat(french.getRecipientCountry()).isEqualTo("FR");
        assertThat(french.getReleasedSections())
                .isNotEmpty()
                .doesNotContain(SectionKind.REPORTED_PERSON, SectionKind.CHILD_VICTIM, SectionKind.NARRATIVE);
        assertThat(french.getSafeguards()).contains("weak-fact");
        assertThat(french.getFacts())
                .filteredOn(fact -> fact.getSource() == FactSource.DESK)
                .isNotEmpty()
                .allSatisfy(RerouteTopologyTest::isWeak);
        assertThat(standard.pending()).hasSize(1);
        assertThat(standard.outcomes()).isEmpty();
    }

    @Test
    void shouldGiveTheCaseToTheNamedCountryAtOnceWhenANoticeWaitsForTheDigest() {
        standard.close();
        standard = new LaneDriver(
                Lane.STANDARD,
                exchange,
                standardDirectory,
                LaneBounds.defaults().with(VersionCap.defaults().of(1)));
        Delivery german = open(TestNotices.extortion().build());
        IncidentNotice waiting = TestNotices.extortion().build();
        assertThat(standard.verdictOn(waiting).getReason()).isEqualTo("waits-for-digest");

        standard.answer(wrong(german, "FR"), exchange.connectorKey);

        Delivery french = standard.delivery("police-fr");
        assertThat(french.getKind()).isEqualTo(DeliveryKind.CASE_OPENED);
        assertThat(french.getNotices()).hasSize(2);
        assertThat(french.getGathered()).extracting(NoticeOrigin::getNoticeId).containsExactly(waiting.getNoticeId());
        assertThat(standard.delivery("police-de").getGathered()).isEqualTo(french.getGathered());
        assertThat(standard.heldChanges()).extracting(HeldChange::getNoticeId).containsExactly(waiting.getNoticeId());
    }

    @Test
    void shouldTakeTheCaseFromNobody() {
        IncidentNotice notice = TestNotices.extortion().build();
        Delivery german = open(notice);
        List<SectionKind> before = german.getReleasedSections();
        standard.answer(wrong(german, "FR"), exchange.connectorKey);
        assertThat(standard.deliveries("police-de")).isEmpty();

        standard.accept(TestNotices.about(notice, NoticeKind.FOLLOW_UP).build());

        assertThat(standard.delivery("police-de").getReleasedSections()).isEqualTo(before);
        assertThat(standard.deliveries("police-fr")).hasSize(2);
        assertThat(standard.delivery("police-ie")).isNotNull();
        assertThat(standard.delivery("hotline-nl")).isNotNull();
    }

    @Test
    void shouldNameThePlaceOfWhatTheDeskHas() {
        open(TestNotices.extortion().build());
        Delivery dutch = hotline;

        standard.answer(wrong(dutch, "FR"), exchange.connectorKey);

        assertThat(standard.delivery("hotline-fr").getReasons())
                .extracting(reason -> reason.getBasis())
                .containsExactly(JurisdictionBasis.HOSTING);
        assertThat(standard.deliveries("police-fr")).isEmpty();
    }

    @Test
    void shouldDoNothingMoreWhenTheSameCountryIsNamedAgainOrNobodyIsThere() {
        Delivery german = open(TestNotices.extortion().build());
        Feedback answer = wrong(german, "FR");
        standard.answer(answer, exchange.connectorKey);
        standard.deliveries("police-fr");

        standard.answer(answer, exchange.connectorKey);
        standard.answer(wrong(german, "PT"), exchange.connectorKey);

        assertThat(standard.deliveries("police-fr")).isEmpty();
        assertThat(standard.pending()).hasSize(1);
    }

    @Test
    void shouldGiveTheCaseToWhoHadOnlyAPointer() {
        exchange.with(RulesYaml.parse("""
                version: test-2
                rules:
                  - id: people
                    when: {bases: [REPORTED_PERSON_LOCATION]}
                    to: {kind: LAW_ENFORCEMENT}
                    release: [LOCATORS]
                    reason: test
                  - id: hint
                    when: {bases: [HOSTING]}
                    to: {kind: LAW_ENFORCEMENT}
                    pointerOnly: true
                    reason: test
                """));
        standard.accept(TestNotices.extortion()
                .setJurisdictionFacts(List.of(
                        NoticeFixtures.fact("DE", JurisdictionBasis.REPORTED_PERSON_LOCATION),
                        NoticeFixtures.fact("FR", JurisdictionBasis.HOSTING)))
                .build());
        Delivery german = standard.delivery("police-de");
        assertThat(standard.delivery("police-fr").getKind()).isEqualTo(DeliveryKind.POINTER);

        standard.answer(wrong(german, "FR"), exchange.connectorKey);

        Delivery french = standard.delivery("police-fr");
        assertThat(french.getKind()).isEqualTo(DeliveryKind.CASE_UPDATED);
        assertThat(french.getNotices()).hasSize(1);
        assertThat(standard.deliveries("police-de")).isEmpty();
        standard.answer(wrong(german, "PT"), exchange.connectorKey);
        assertThat(standard.deliveries("police-fr")).isEmpty();
    }

    @Test
    void shouldStayWithinTheAudienceOfTheSubmitter() {
        Delivery german = open(TestNotices.extortion()
                .setAudience(Audience.newBuilder()
                        .setRecipientKinds(List.of())
                        .setCountries(List.of("DE", "NL", "IE"))
                        .setExclude(List.of())
                        .build())
                .build());

        standard.answer(wrong(german, "FR"), exchange.connectorKey);

        assertThat(standard.deliveries("police-fr")).isEmpty();
    }

    @Test
    void shouldRerouteOnBothLanesWhenBothHaveTheCase() {
        IncidentNotice notice = TestNotices.extortion().build();
        Delivery german = open(notice);
        urgent.pipeAll(Topics.references(Lane.STANDARD), standard.raw(Topics.references(Lane.STANDARD)));
        urgent.accept(TestNotices.imminent(TestNotices.about(notice, NoticeKind.FOLLOW_UP))
                .build());

        standard.answer(wrong(german, "FR"), exchange.connectorKey);
        urgent.answer(wrong(german, "FR"), exchange.connectorKey);

        Delivery routine = standard.delivery("police-fr");
        Delivery urgentOne = urgent.delivery("police-fr");
        assertThat(urgentOne.getCaseId()).isEqualTo(routine.getCaseId());
        assertThat(urgentOne.getDeliveryId()).isNotEqualTo(routine.getDeliveryId());
    }

    @Test
    void shouldRouteByTheAnswerWhenTheLaneGetsTheCaseLater() {
        IncidentNotice notice = TestNotices.extortion().build();
        Delivery german = open(notice);
        urgent.answer(wrong(german, "FR"), exchange.connectorKey);
        urgent.pipeAll(Topics.references(Lane.STANDARD), standard.raw(Topics.references(Lane.STANDARD)));

        urgent.accept(TestNotices.imminent(TestNotices.about(notice, NoticeKind.FOLLOW_UP))
                .build());

        assertThat(urgent.delivery("police-fr").getReleasedSections()).doesNotContain(SectionKind.REPORTED_PERSON);
    }

    @Test
    void shouldLeaveAChildInDangerWithTheFallbackDeskWhenADeskOnlyNamesACountry() {
        exchange.join(TestExchange.partner("fallback", StakeholderKind.LAW_ENFORCEMENT)
                .setFallbackDesk(true)
                .build());
        IncidentNotice notice = TestNotices.imminent(
                        TestNotices.placed(TestNotices.extortion(), JurisdictionBasis.VICTIM_LOCATION, "PT"))
                .build();
        urgent.accept(notice);
        Delivery fallback = urgent.delivery("fallback");

        urgent.answer(wrong(fallback, "FR"), exchange.connectorKey);
        assertThat(urgent.delivery("police-fr").getReleasedSections()).doesNotContain(SectionKind.CHILD_VICTIM);
        urgent.accept(TestNotices.about(notice, NoticeKind.FOLLOW_UP)
                .setJurisdictionFacts(notice.getJurisdictionFacts())
                .build());

        assertThat(urgent.delivery("fallback").getReleasedSections()).isEqualTo(fallback.getReleasedSections());
    }

    private static void isWeak(Fact fact) {
        assertThat(fact.getCountry()).isEqualTo("FR");
        assertThat(fact.getWeaknesses()).containsExactly("stated-by-desk");
    }

    private Delivery hotline = new Delivery();

    /** Opens a case and returns what the German desk got; everything else is read away. */
    private Delivery open(IncidentNotice notice) {
        standard.accept(notice);
        hotline = standard.delivery("hotline-nl");
        List.of("police-ie", "hotline-ie").forEach(standard::deliveries);
        standard.outcomes();
        standard.pending();
        return standard.delivery("police-de");
    }

    private Feedback wrong(Delivery delivery, String country) {
        Instant at = standard.now();
        return DeskAnswersFixtures.wrongJurisdiction(delivery, country, at);
    }
}
