package org.harborlight.processor.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.harborlight.processor.topology.TestExchange;
import org.harborlight.processor.topology.TestNotices;
import org.harborlight.schemas.Actor;
import org.harborlight.schemas.ActorRole;
import org.harborlight.schemas.AgeBand;
import org.harborlight.schemas.Audience;
import org.harborlight.schemas.ContentReference;
import org.harborlight.schemas.DeliveryKind;
import org.harborlight.schemas.Digest;
import org.harborlight.schemas.DigestAlgorithm;
import org.harborlight.schemas.DisclosureBasis;
import org.harborlight.schemas.HarmType;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.JurisdictionBasis;
import org.harborlight.schemas.NoticeAnnotation;
import org.harborlight.schemas.NoticeFixtures;
import org.harborlight.schemas.NoticeKind;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.ParticipantLimits;
import org.harborlight.schemas.Priority;
import org.harborlight.schemas.SealedSection;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.UrgencyBasis;
import org.harborlight.schemas.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What no desk may wait for goes out at once, however much its submitter has sent; what is known waits. */
class PacedLinkerTest {
    private static final VersionCap ONE = VersionCap.defaults().of(1);

    private final TestExchange exchange = TestExchange.standard();
    private final IncidentNotice first = withoutSections(
                    TestNotices.extortion().setActors(List.of(reported(), NoticeFixtures.child(2))))
            .build();

    static Stream<Arguments> news() {
        return Stream.of(
                named(
                        "an urgent one",
                        notice -> notice.setPriority(Priority.URGENT).setUrgencyBasis(UrgencyBasis.THREAT)),
                named("a child in danger", TestNotices::imminent),
                named("an emergency", notice -> notice.setDisclosureBasis(DisclosureBasis.EMERGENCY)),
                named("a correction", notice -> notice.setKind(NoticeKind.CORRECTION)),
                named("another harm", notice -> notice.setHarms(List.of(HarmType.GROOMING))),
                named(
                        "another circumstance",
                        notice -> notice.setAnnotations(List.of(NoticeAnnotation.APPEARS_SELF_GENERATED))),
                named(
                        "a new country",
                        notice -> notice.setJurisdictionFacts(
                                List.of(NoticeFixtures.fact("FR", JurisdictionBasis.OFFENCE_LOCATION)))),
                named(
                        "a new basis for a country",
                        notice -> notice.setJurisdictionFacts(
                                List.of(NoticeFixtures.fact("NL", JurisdictionBasis.VICTIM_RESIDENCE)))),
                named(
                        "a new reported person",
                        notice -> notice.setActors(List.of(NoticeFixtures.reportedPerson(1, "account-2")))),
                named(
                        "a reported person without a token",
                        notice -> notice.setActors(List.of(Actor.newBuilder(reported())
                                        .setTokens(List.of())
                                        .build()))
                                .setContent(List.of())),
                named(
                        "one more child",
                        notice -> notice.setActors(
                                List.of(reported(), NoticeFixtures.child(2), NoticeFixtures.child(3)))),
                named(
                        "a child of another age",
                        notice -> notice.setActors(List.of(
                                reported(),
                                Actor.newBuilder(NoticeFixtures.child(2))
                                        .setAgeBand(AgeBand.UNDER_13)
                                        .build()))),
                named(
                        "a child with another picture",
                        notice -> notice.setContent(List.of(NoticeFixtures.content("item-1", "another picture")))),
                named("a child with a picture that only looks the same", notice -> notice.setContent(List.of(alike()))),
                named("a child without a picture", notice -> notice.setContent(List.of())),
                named(
                        "a bystander",
                        notice -> notice.setActors(List.of(
                                reported(),
                                Actor.newBuilder(NoticeFixtures.child(2))
                                        .setRole(ActorRole.ASSOCIATED)
                                        .setAgeBand(AgeBand.UNKNOWN)
                                        .build()))),
                named("who the child is", notice -> notice.setSections(sections(SectionKind.CHILD_VICTIM))),
                named(
                        "who the reported person is",
                        notice -> notice.setSections(sections(SectionKind.REPORTED_PERSON))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("news")
    void shouldGoOutAtOnceWhenItBrings(String what, UnaryOperator<IncidentNotice.Builder> change) {
        IncidentNotice notice = change.apply(followUp()).build();

        Joined joined = opened(ONE).join(notice);

        assertThat(joined.outcome().getVerdict()).as(what).isEqualTo(Verdict.LINKED);
        assertThat(joined.delivery("police-de").getTrigger().getNoticeId()).isEqualTo(notice.getNoticeId());
    }

    static Stream<Arguments> known() {
        return Stream.of(
                named("the same again", notice -> notice),
                named("a lower priority", notice -> notice.setPriority(Priority.INFORMATIONAL)),
                named(
                        "no child, and another picture of a known person",
                        notice -> notice.setActors(List.of(reported()))
                                .setContent(List.of(NoticeFixtures.content("item-7", "another picture")))),
                named("nobody", notice -> notice.setActors(List.of())),
                named("a locator", notice -> notice.setSections(sections(SectionKind.LOCATORS))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("known")
    void shouldWaitWhenItBringsOnly(String what, UnaryOperator<IncidentNotice.Builder> change) {
        Joined joined = opened(ONE).join(change.apply(followUp()).build());

        assertThat(joined.outcome().getVerdict()).as(what).isEqualTo(Verdict.HELD);
        assertThat(joined.outcome().getReason()).isEqualTo("waits-for-digest");
        assertThat(joined.deliveries()).isEmpty();
    }

    @Test
    void shouldGoOutAtOnceWhenSomebodyReceivesTheCaseWhoDoesNotHaveIt() {
        TestCase opened = opened(ONE);
        exchange.join(TestExchange.partner("police-de-2", StakeholderKind.LAW_ENFORCEMENT, "DE")
                .build());

        Joined joined = opened.join(followUp().build());

        assertThat(joined.outcome().getVerdict()).isEqualTo(Verdict.LINKED);
        assertThat(joined.delivery("police-de-2").getKind()).isEqualTo(DeliveryKind.CASE_OPENED);
    }

    @Test
    void shouldNotShareItsHourWhenAnotherSubmitterAddsToTheCase() {
        TestCase opened = opened(ONE);
        opened.join(TestNotices.extortion("platform-b").build());

        Joined theirs = opened.join(TestNotices.extortion("platform-b").build());

        assertThat(theirs.outcome().getReason()).isEqualTo("waits-for-digest");
        assertThat(opened(ONE)
                        .join(TestNotices.extortion("platform-b").build())
                        .outcome()
                        .getVerdict())
                .isEqualTo(Verdict.LINKED);
    }

    @Test
    void shouldGoByTheDirectoryWhereItNamesALimit() {
        exchange.with(Participant.newBuilder(TestExchange.submitter("platform-a"))
                .setLimits(ParticipantLimits.newBuilder()
                        .setVersionsPerCaseAndHour(2)
                        .build())
                .build());
        TestCase opened = opened(VersionCap.defaults());

        assertThat(opened.join(followUp().build()).outcome().getVerdict()).isEqualTo(Verdict.LINKED);
        assertThat(opened.join(followUp().build()).outcome().getReason()).isEqualTo("waits-for-digest");
    }

    @Test
    void shouldHoldForWantOfARecipientAndMakeNoVersionWhenNobodyMaySeeIt() {
        TestCase opened = opened(ONE);
        opened.join(followUp().build());

        for (IncidentNotice.Builder notice :
                List.of(followUp(), followUp().setPriority(Priority.URGENT).setUrgencyBasis(UrgencyBasis.THREAT))) {
            Joined joined = opened.join(notice.setAudience(nobody()).build());

            assertThat(joined.outcome().getVerdict()).isEqualTo(Verdict.HELD);
            assertThat(joined.outcome().getReason()).isNotEqualTo("waits-for-digest");
            assertThat(joined.outcome().getVersion()).isNull();
            assertThat(joined.deliveries()).isEmpty();
        }
    }

    @Test
    void shouldGoOutAtOnceWhenOnlyAHeldNoticeNamedThePersonBefore() {
        List<Actor> oneMore = List.of(reported(), NoticeFixtures.child(2), NoticeFixtures.child(3));
        TestCase opened = opened(ONE);
        opened.join(followUp().setActors(oneMore).setAudience(nobody()).build());

        Joined joined = opened.join(followUp().setActors(oneMore).build());

        assertThat(joined.outcome().getVerdict()).isEqualTo(Verdict.LINKED);
    }

    @Test
    void shouldGoOutAtOnceWhenItIsTheFirstThatSomebodyReviewed() {
        TestCase opened = new TestCase(exchange, first, ONE);
        opened.join(IncidentNotice.newBuilder(first)
                .setDetection(TestNotices.unreviewed())
                .build());

        assertThat(opened.join(followUp().build()).outcome().getVerdict()).isEqualTo(Verdict.LINKED);
        assertThat(opened.join(followUp().build()).outcome().getReason()).isEqualTo("waits-for-digest");
    }

    private static Audience nobody() {
        return Audience.newBuilder()
                .setRecipientKinds(List.of(StakeholderKind.REGULATOR))
                .setCountries(List.of())
                .setExclude(List.of())
                .build();
    }

    private TestCase opened(VersionCap cap) {
        TestCase opened = new TestCase(exchange, first, cap);
        assertThat(opened.join(first).outcome().getVerdict()).isEqualTo(Verdict.OPENED);
        return opened;
    }

    private static Arguments named(String name, UnaryOperator<IncidentNotice.Builder> change) {
        return Arguments.of(name, change);
    }

    private IncidentNotice.Builder followUp() {
        return withoutSections(TestNotices.about(first, NoticeKind.FOLLOW_UP))
                .setActors(List.of(reported(), NoticeFixtures.child(2)));
    }

    private static IncidentNotice.Builder withoutSections(IncidentNotice.Builder notice) {
        return notice.setSections(new ArrayList<>());
    }

    private static Actor reported() {
        return NoticeFixtures.reportedPerson(1, "account-1");
    }

    private static List<SealedSection> sections(SectionKind kind) {
        return TestNotices.sections().stream()
                .filter(section -> section.getKind() == kind)
                .toList();
    }

    private static ContentReference alike() {
        return ContentReference.newBuilder(NoticeFixtures.content("item-1", "picture"))
                .setDigests(List.of(new Digest(DigestAlgorithm.PDQ, ByteBuffer.allocate(32), 100)))
                .build();
    }
}
