package org.harborlight.processor.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.harborlight.processor.link.Joined;
import org.harborlight.processor.link.TestCase;
import org.harborlight.processor.topology.TestExchange;
import org.harborlight.processor.topology.TestNotices;
import org.harborlight.schemas.Actor;
import org.harborlight.schemas.ActorRole;
import org.harborlight.schemas.AgeBand;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.Fact;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.JurisdictionBasis;
import org.harborlight.schemas.NoticeAnnotation;
import org.harborlight.schemas.NoticeFixtures;
import org.harborlight.schemas.ReleaseProfile;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.SharedNotice;
import org.harborlight.schemas.StakeholderKind;
import org.junit.jupiter.api.Test;

/** The uploader of their own image is a child victim in everything that partners see, never a reported person. */
class ChildUploaderTest {
    private final TestExchange exchange = TestExchange.standard();

    @Test
    void shouldBecomeVictimWhenMinorUploadedTheirOwnImage() {
        Joined joined = TestCase.open(exchange, ownImage().build());

        Delivery delivery = joined.delivery("hotline-ie");
        assertThat(roles(delivery)).containsExactly(ActorRole.CHILD_VICTIM);
        assertThat(delivery.getFacts())
                .extracting(Fact::getBasis)
                .contains(JurisdictionBasis.VICTIM_LOCATION)
                .doesNotContain(JurisdictionBasis.REPORTED_PERSON_LOCATION);
        assertThat(delivery.getSafeguards())
                .containsExactly("minor-reported-person", "self-generated", "uploader-is-child");
    }

    @Test
    void shouldReleaseReportedPersonOnlyTogetherWithVictimWhenTheyAreTheSame() {
        IncidentNotice notice = ownImage()
                .setAnnotations(List.of(NoticeAnnotation.APPEARS_SELF_GENERATED, NoticeAnnotation.COERCION))
                .build();
        Joined both = TestCase.open(exchange, notice);
        exchange.with(TestExchange.partner("police-ie", StakeholderKind.LAW_ENFORCEMENT, "IE")
                .setReleaseProfile(ReleaseProfile.newBuilder()
                        .setSections(List.of(SectionKind.REPORTED_PERSON, SectionKind.LOCATORS))
                        .build())
                .build());

        Joined neither = TestCase.open(exchange, notice);

        assertThat(both.sections("police-ie")).contains(SectionKind.CHILD_VICTIM, SectionKind.REPORTED_PERSON);
        assertThat(neither.sections("police-ie")).containsExactly(SectionKind.LOCATORS);
    }

    @Test
    void shouldNotAttachWhatWasSignedWhenItCallsTheChildAReportedPerson() {
        exchange.with(TestExchange.partner("hotline-ie", StakeholderKind.HOTLINE, "IE")
                .setReleaseProfile(ReleaseProfile.newBuilder()
                        .setSections(List.of(SectionKind.LOCATORS))
                        .setReleaseEnvelope(true)
                        .build())
                .build());

        Delivery child = TestCase.open(exchange, ownImage().build()).delivery("hotline-ie");
        IncidentNotice byAdult = TestNotices.placed(ownImage(), JurisdictionBasis.VICTIM_LOCATION, "IE")
                .setActors(List.of(reported("account-1", AgeBand.ADULT)))
                .build();
        Delivery adult = TestCase.open(exchange, byAdult).delivery("hotline-ie");

        assertThat(child.getNotices().getFirst().getEnvelope()).isNull();
        assertThat(adult.getNotices().getFirst().getEnvelope()).isNotNull();
    }

    @Test
    void shouldStayReportedPersonWhenGrownUpOrOfUnknownAge() {
        IncidentNotice.Builder notice = ownImage();

        Joined adult = TestCase.open(
                exchange,
                notice.setActors(List.of(reported("account-1", AgeBand.ADULT))).build());
        Joined unknown = TestCase.open(
                exchange,
                notice.setActors(List.of(reported("account-1", AgeBand.UNKNOWN)))
                        .build());

        assertThat(roles(adult.delivery("police-ie"))).containsExactly(ActorRole.REPORTED_PERSON);
        assertThat(unknown.outcome().getSafeguards()).containsExactly("self-generated");
    }

    @Test
    void shouldBecomeVictimInOlderNoticesTooWhenALaterOneTellsTheAge() {
        IncidentNotice unknownAge = ownImage()
                .setActors(List.of(reported("account-1", AgeBand.UNKNOWN)))
                .build();
        TestCase theCase = new TestCase(exchange, unknownAge);
        theCase.join(unknownAge);

        Joined later = theCase.join(ownImage().build());

        assertThat(roles(later.delivery("hotline-nl"))).containsExactly(ActorRole.CHILD_VICTIM, ActorRole.CHILD_VICTIM);
    }

    @Test
    void shouldLeaveFactsAloneWhenAnotherPersonIsReportedToo() {
        Joined joined = TestCase.open(
                exchange,
                ownImage()
                        .setActors(List.of(
                                reported("account-1", AgeBand.FROM_13_TO_15),
                                Actor.newBuilder(reported("account-2", AgeBand.ADULT))
                                        .setNumber(2)
                                        .build()))
                        .build());

        Delivery delivery = joined.delivery("police-ie");
        assertThat(roles(delivery)).containsExactly(ActorRole.CHILD_VICTIM, ActorRole.REPORTED_PERSON);
        assertThat(delivery.getFacts()).extracting(Fact::getBasis).contains(JurisdictionBasis.REPORTED_PERSON_LOCATION);
    }

    /** Uploaded by a child in IE; content in NL. */
    private static IncidentNotice.Builder ownImage() {
        return TestNotices.placed(TestNotices.extortion(), JurisdictionBasis.REPORTED_PERSON_LOCATION, "IE")
                .setJurisdictionFacts(List.of(
                        NoticeFixtures.fact("IE", JurisdictionBasis.REPORTED_PERSON_LOCATION),
                        NoticeFixtures.fact("NL", JurisdictionBasis.HOSTING)))
                .setAnnotations(List.of(NoticeAnnotation.APPEARS_SELF_GENERATED))
                .setActors(List.of(reported("account-1", AgeBand.FROM_13_TO_15)));
    }

    private static Actor reported(String account, AgeBand age) {
        return Actor.newBuilder(NoticeFixtures.reportedPerson(1, account))
                .setAgeBand(age)
                .build();
    }

    private static List<ActorRole> roles(Delivery delivery) {
        return delivery.getNotices().stream()
                .map(SharedNotice::getActors)
                .flatMap(List::stream)
                .map(Actor::getRole)
                .toList();
    }
}
