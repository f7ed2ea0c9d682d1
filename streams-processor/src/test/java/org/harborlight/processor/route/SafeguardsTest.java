package org.harborlight.processor.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.harborlight.processor.link.Joined;
import org.harborlight.processor.link.TestCase;
import org.harborlight.processor.topology.TestExchange;
import org.harborlight.processor.topology.TestNotices;
import org.harborlight.schemas.Actor;
import org.harborlight.schemas.AgeBand;
import org.harborlight.schemas.ContentAnnotation;
import org.harborlight.schemas.ContentReference;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.Jurisdiction;
import org.harborlight.schemas.JurisdictionBasis;
import org.harborlight.schemas.NoticeAnnotation;
import org.harborlight.schemas.NoticeFixtures;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.SupportReferral;
import org.harborlight.schemas.directory.RulesYaml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is decided before any rule, so that reporting harm to a child does not harm a child. */
class SafeguardsTest {
    private static final String EVERYTHING_TO_EVERYONE = Stream.of(
                    "LAW_ENFORCEMENT", "HOTLINE", "HELPLINE", "NGO", "REGULATOR")
            .map(kind -> """
                      - id: all-%s
                        when: {}
                        to: {kind: %s}
                        release: [REPORTED_PERSON, CHILD_VICTIM, LOCATORS, EVIDENCE, NARRATIVE]
                        reason: test
                    """.formatted(kind.toLowerCase(Locale.ROOT), kind))
            .reduce("version: test-2\nrules:\n", String::concat);

    private final TestExchange exchange = TestExchange.standard();

    @ParameterizedTest
    @EnumSource(names = {"UNDER_13", "FROM_13_TO_15", "FROM_16_TO_17"})
    void shouldKeepLawEnforcementOutWhenReportedPersonMayBeMinor(AgeBand age) {
        Joined joined = open(byMinor(age));

        assertThat(joined.recipients()).containsExactly("hotline-nl");
        assertThat(joined.reasonsAgainst("police-de")).containsExactly("safeguard-minor-reported-person");
        assertThat(joined.reasonsAgainst("police-ie")).containsExactly("safeguard-minor-reported-person");
        assertThat(joined.outcome().getSafeguards()).containsExactly("minor-reported-person");
        assertThat(joined.outcome().getSupportReferrals())
                .extracting(SupportReferral::getCountry)
                .containsExactly("IE");
    }

    @Test
    void shouldAskForRemovalOnlyWhenContentAppearsSelfGenerated() {
        ContentReference content = ContentReference.newBuilder(NoticeFixtures.content("item-1", "picture"))
                .setAnnotations(List.of(ContentAnnotation.APPEARS_SELF_GENERATED))
                .build();

        Joined joined = open(
                withoutCoercion().setActors(List.of(NoticeFixtures.child(1))).setContent(List.of(content)));

        assertThat(joined.recipients()).containsExactly("hotline-ie", "hotline-nl");
        assertThat(joined.sections("hotline-ie")).containsExactly(SectionKind.LOCATORS);
        assertThat(joined.reasonsAgainst("police-ie")).containsExactly("safeguard-self-generated");
        assertThat(joined.outcome().getSupportReferrals()).isNotEmpty();
    }

    @Test
    void shouldKeepLawEnforcementOutWhenHarmIsBetweenMinors() {
        Joined joined = open(TestNotices.reportedAge(withoutCoercion(), AgeBand.UNKNOWN)
                .setAnnotations(List.of(NoticeAnnotation.MINOR_TO_MINOR)));

        assertThat(joined.recipients()).containsExactly("hotline-nl");
        assertThat(joined.reasonsAgainst("police-de")).containsExactly("safeguard-minor-to-minor");
    }

    @Test
    void shouldLetLawEnforcementInWhenThereIsCoercion() {
        Joined joined = open(byMinor(AgeBand.FROM_16_TO_17).setAnnotations(List.of(NoticeAnnotation.COERCION)));

        assertThat(joined.recipients()).containsExactly("hotline-nl", "police-de", "police-ie");
    }

    @Test
    void shouldLetLawEnforcementInWhenAnAdultIsReported() {
        Joined joined = open(byMinor(AgeBand.FROM_16_TO_17)
                .setActors(List.of(
                        reported(1, "account-1", AgeBand.FROM_16_TO_17), reported(2, "account-2", AgeBand.ADULT))));

        assertThat(joined.recipients()).contains("police-de", "police-ie");
    }

    @Test
    void shouldLetLawEnforcementInWhenDangerIsImminent() {
        Joined joined = open(TestNotices.imminent(byMinor(AgeBand.FROM_16_TO_17)));

        assertThat(joined.recipients()).contains("police-de", "police-ie");
    }

    @Test
    void shouldLetOnlyTheNamedCountryInWhenNationalLawHasADuty() {
        exchange.with(Jurisdiction.newBuilder(TestExchange.jurisdiction("DE"))
                .setReportingDuty(true)
                .build());

        Joined joined = open(byMinor(AgeBand.FROM_16_TO_17));

        assertThat(joined.recipients()).containsExactly("hotline-nl", "police-de");
        assertThat(joined.sections("police-de")).containsExactly(SectionKind.LOCATORS);
        assertThat(joined.reasonsAgainst("police-ie")).containsExactly("safeguard-minor-reported-person");
    }

    @Test
    void shouldKeepIdentityAtHomeWhenAChildMayBeBlamed() {
        exchange.with(RulesYaml.parse(EVERYTHING_TO_EVERYONE));
        IncidentNotice.Builder notice = TestNotices.placed(
                byMinor(AgeBand.FROM_16_TO_17).setAnnotations(List.of(NoticeAnnotation.COERCION)),
                JurisdictionBasis.OFFENCE_LOCATION,
                "DE");

        Joined abroad = open(notice);
        Joined home = open(TestNotices.placed(notice, JurisdictionBasis.REPORTED_PERSON_RESIDENCE, "DE"));
        Joined grown = open(TestNotices.placed(
                TestNotices.reportedAge(notice, AgeBand.ADULT), JurisdictionBasis.OFFENCE_LOCATION, "DE"));

        assertThat(abroad.sections("police-de")).containsExactly(SectionKind.LOCATORS, SectionKind.EVIDENCE);
        assertThat(home.sections("police-de")).contains(SectionKind.REPORTED_PERSON, SectionKind.NARRATIVE);
        assertThat(grown.sections("police-de")).contains(SectionKind.REPORTED_PERSON, SectionKind.NARRATIVE);
    }

    @Test
    void shouldGoToHotlineFirstWithoutIdentityWhenNobodyReviewedIt() {
        exchange.with(RulesYaml.parse(EVERYTHING_TO_EVERYONE));

        Joined joined = open(TestNotices.placed(
                TestNotices.extortion().setDetection(TestNotices.unreviewed()),
                JurisdictionBasis.VICTIM_LOCATION,
                "IE"));

        assertThat(joined.recipients()).containsExactly("helpline-ie", "hotline-ie");
        assertThat(joined.reasonsAgainst("police-ie")).containsExactly("safeguard-not-reviewed");
        assertThat(joined.deliveries().values())
                .allSatisfy(delivery -> assertThat(delivery.getReleasedSections())
                        .containsExactly(SectionKind.LOCATORS, SectionKind.EVIDENCE));
    }

    @Test
    void shouldReachLawEnforcementWithoutIdentityWhenNobodyReviewedItAndNoHotlineCoversIt() {
        Joined joined = open(TestNotices.placed(
                TestNotices.extortion().setDetection(TestNotices.unreviewed()),
                JurisdictionBasis.VICTIM_LOCATION,
                "DE"));

        assertThat(joined.recipients()).containsExactly("police-de");
        assertThat(joined.sections("police-de")).containsExactly(SectionKind.LOCATORS, SectionKind.EVIDENCE);
        assertThat(joined.delivery("police-de").getSafeguards()).containsExactly("not-reviewed");
    }

    @Test
    void shouldNotWaitForReviewWhenDangerIsImminent() {
        Joined joined = open(TestNotices.imminent(TestNotices.extortion()).setDetection(TestNotices.unreviewed()));

        assertThat(joined.recipients()).contains("police-ie", "police-de");
        assertThat(joined.sections("police-ie")).contains(SectionKind.CHILD_VICTIM, SectionKind.REPORTED_PERSON);
        assertThat(joined.outcome().getSafeguards()).isEmpty();
    }

    @Test
    void shouldHelpAndNotBlameWhenHotlinesHelplinesAndNgosAreMeant() {
        exchange.with(RulesYaml.parse(EVERYTHING_TO_EVERYONE));
        exchange.join(TestExchange.partner("ngo-ie", StakeholderKind.NGO, "IE").build());
        exchange.join(TestExchange.partner("regulator-ie", StakeholderKind.REGULATOR, "IE")
                .build());

        Joined joined = open(TestNotices.placed(byMinor(AgeBand.UNDER_13), JurisdictionBasis.VICTIM_LOCATION, "IE"));

        assertThat(joined.recipients()).containsExactly("helpline-ie", "hotline-ie", "ngo-ie");
        assertThat(joined.reasonsAgainst("regulator-ie")).containsExactly("safeguard-minor-reported-person");
    }

    private static IncidentNotice.Builder withoutCoercion() {
        return TestNotices.extortion().setAnnotations(List.of());
    }

    private static IncidentNotice.Builder byMinor(AgeBand age) {
        return TestNotices.reportedAge(withoutCoercion(), age);
    }

    private static Actor reported(int number, String account, AgeBand age) {
        return Actor.newBuilder(NoticeFixtures.reportedPerson(number, account))
                .setAgeBand(age)
                .build();
    }

    private Joined open(IncidentNotice.Builder notice) {
        return TestCase.open(exchange, notice.build());
    }
}
