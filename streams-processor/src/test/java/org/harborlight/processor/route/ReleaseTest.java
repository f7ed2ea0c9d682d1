package org.harborlight.processor.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import org.harborlight.processor.link.Joined;
import org.harborlight.processor.link.TestCase;
import org.harborlight.processor.topology.TestExchange;
import org.harborlight.processor.topology.TestNotices;
import org.harborlight.schemas.ContentReference;
import org.harborlight.schemas.DeclaredFact;
import org.harborlight.schemas.Digest;
import org.harborlight.schemas.DigestAlgorithm;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.JurisdictionBasis;
import org.harborlight.schemas.NoticeFixtures;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.ReleaseProfile;
import org.harborlight.schemas.RuleTable;
import org.harborlight.schemas.SealedSection;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.SharedNotice;
import org.harborlight.schemas.StakeholderKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which sections a partner may open: what its rules release and its facts carry, never more than its profile. */
class ReleaseTest {
    private final TestExchange exchange = TestExchange.standard();

    @Test
    void shouldReleaseVictimOnlyWhenTheDeskIsWhereTheVictimIs() {
        Joined joined = open(TestNotices.extortion());

        assertThat(joined.sections("police-ie"))
                .containsExactly(
                        SectionKind.REPORTED_PERSON,
                        SectionKind.CHILD_VICTIM,
                        SectionKind.LOCATORS,
                        SectionKind.EVIDENCE,
                        SectionKind.NARRATIVE);
        assertThat(joined.sections("police-de"))
                .containsExactly(
                        SectionKind.REPORTED_PERSON, SectionKind.LOCATORS, SectionKind.EVIDENCE, SectionKind.NARRATIVE);
        assertThat(joined.sections("hotline-nl")).containsExactly(SectionKind.LOCATORS);
    }

    @Test
    void shouldNotReleaseMoreThanTheProfileWhenRuleReleasesEverything() {
        exchange.with(police("police-ie", "IE", SectionKind.LOCATORS));

        assertThat(open(TestNotices.extortion()).sections("police-ie")).containsExactly(SectionKind.LOCATORS);
    }

    @Test
    void shouldListOneSectionWhenTheNoticeHasOne() {
        List<SealedSection> sections = TestNotices.sections().stream()
                .filter(section -> section.getKind() == SectionKind.NARRATIVE)
                .toList();

        assertThat(open(TestNotices.extortion().setSections(sections)).sections("police-ie"))
                .containsExactly(SectionKind.NARRATIVE);
    }

    @ParameterizedTest
    @EnumSource(
            value = JurisdictionBasis.class,
            names = {"VICTIM_LOCATION", "VICTIM_RESIDENCE", "REPORTED_PERSON_LOCATION", "REPORTED_PERSON_RESIDENCE"})
    void shouldNotReleaseIdentityWhenFactIsWeak(JurisdictionBasis basis) {
        Joined joined = open(TestNotices.extortion().setJurisdictionFacts(List.of(weak("IE", basis))));

        assertThat(joined.sections("police-ie")).containsExactly(SectionKind.LOCATORS, SectionKind.EVIDENCE);
        assertThat(joined.delivery("police-ie").getSafeguards()).containsExactly("weak-fact");
    }

    @Test
    void shouldNotReleaseVictimWhenOnlyTheirPlaceIsWeak() {
        Joined joined = open(TestNotices.extortion()
                .setJurisdictionFacts(List.of(
                        weak("IE", JurisdictionBasis.VICTIM_LOCATION),
                        NoticeFixtures.fact("IE", JurisdictionBasis.REPORTED_PERSON_LOCATION))));

        assertThat(joined.sections("police-ie"))
                .contains(SectionKind.REPORTED_PERSON)
                .doesNotContain(SectionKind.CHILD_VICTIM);
    }

    @Test
    void shouldOpenTheWholeProfileWhenFallbackDeskTakesImminentCase() {
        exchange.join(police("desk", "US", SectionKind.CHILD_VICTIM, SectionKind.LOCATORS));
        exchange.with(
                RuleTable.newBuilder().setVersion("none").setRules(List.of()).build());

        Joined joined = open(TestNotices.imminent(TestNotices.extortion()));

        assertThat(joined.recipients()).containsExactly("desk");
        assertThat(joined.sections("desk")).containsExactly(SectionKind.CHILD_VICTIM, SectionKind.LOCATORS);
    }

    @Test
    void shouldReleaseNothingSealedWhenHolderHasNoRuleAnyMore() {
        IncidentNotice first = TestNotices.extortion().build();
        TestCase theCase = new TestCase(exchange, first);
        theCase.join(first);
        exchange.with(
                RuleTable.newBuilder().setVersion("none").setRules(List.of()).build());

        Joined joined = theCase.join(TestNotices.extortion().build());

        assertThat(joined.recipients()).containsExactly("hotline-nl", "police-de", "police-ie");
        assertThat(joined.sections("police-ie")).isEmpty();
        assertThat(joined.delivery("police-ie").getNotices()).hasSize(2);
    }

    @Test
    void shouldOpenNoIdentityOfTheNoticeThatNobodyReviewedWhenAnotherWas() {
        IncidentNotice unreviewed =
                TestNotices.extortion().setDetection(TestNotices.unreviewed()).build();
        TestCase theCase = new TestCase(exchange, unreviewed);
        theCase.join(unreviewed);

        Joined joined = theCase.join(TestNotices.extortion().build());

        assertThat(joined.delivery("police-ie").getNotices())
                .extracting(ReleaseTest::kinds)
                .containsExactly(
                        List.of(
                                SectionKind.REPORTED_PERSON,
                                SectionKind.CHILD_VICTIM,
                                SectionKind.LOCATORS,
                                SectionKind.EVIDENCE,
                                SectionKind.NARRATIVE),
                        List.of(SectionKind.LOCATORS, SectionKind.EVIDENCE));
    }

    @Test
    void shouldKeepTokensAndPerceptualDigestsWhenANoticeIsShared() {
        ContentReference content = NoticeFixtures.content("item-1", "picture");
        Digest perceptual = new Digest(DigestAlgorithm.PDQ, ByteBuffer.allocate(32), 90);

        SharedNotice shared = open(TestNotices.extortion()
                        .setContent(List.of(ContentReference.newBuilder(content)
                                .setDigests(List.of(content.getDigests().getFirst(), perceptual))
                                .build())))
                .delivery("police-ie")
                .getNotices()
                .getFirst();

        assertThat(shared.getActors())
                .hasSize(2)
                .allMatch(actor -> actor.getTokens().isEmpty());
        assertThat(shared.getContent().getFirst().getDigests())
                .extracting(Digest::getAlgorithm)
                .containsExactly(DigestAlgorithm.SHA256);
    }

    @Test
    void shouldHandOutTheEnvelopeOnlyWhenTheProfileSaysSo() {
        ReleaseProfile.Builder profile = ReleaseProfile.newBuilder().setReleaseEnvelope(true);
        exchange.with(TestExchange.partner("police-ie", StakeholderKind.LAW_ENFORCEMENT, "IE")
                .setReleaseProfile(
                        profile.setSections(List.of(SectionKind.LOCATORS)).build())
                .build());

        Joined joined = open(TestNotices.extortion());

        assertThat(joined.delivery("police-ie").getNotices().getFirst().getEnvelope())
                .isNotNull();
        assertThat(joined.delivery("police-de").getNotices().getFirst().getEnvelope())
                .isNull();
    }

    private static DeclaredFact weak(String country, JurisdictionBasis basis) {
        return DeclaredFact.newBuilder(NoticeFixtures.fact(country, basis))
                .setConfidence(300)
                .build();
    }

    private static Participant police(String id, String country, SectionKind... profile) {
        return TestExchange.partner(id, StakeholderKind.LAW_ENFORCEMENT, country)
                .setFallbackDesk(id.equals("desk"))
                .setReleaseProfile(ReleaseProfile.newBuilder()
                        .setSections(List.of(profile))
                        .build())
                .build();
    }

    private static List<SectionKind> kinds(SharedNotice notice) {
        return notice.getSections().stream().map(SealedSection::getKind).toList();
    }

    private Joined open(IncidentNotice.Builder notice) {
        return TestCase.open(exchange, notice.build());
    }
}
