package org.harborlight.schemas.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.harborlight.schemas.Actor;
import org.harborlight.schemas.ActorRole;
import org.harborlight.schemas.AgeBand;
import org.harborlight.schemas.AgeSource;
import org.harborlight.schemas.Audience;
import org.harborlight.schemas.Channel;
import org.harborlight.schemas.ContentAnnotation;
import org.harborlight.schemas.ContentReference;
import org.harborlight.schemas.DeclaredFact;
import org.harborlight.schemas.Detection;
import org.harborlight.schemas.DetectionContext;
import org.harborlight.schemas.DetectionMethod;
import org.harborlight.schemas.DisclosureBasis;
import org.harborlight.schemas.HarmType;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.JurisdictionBasis;
import org.harborlight.schemas.Label;
import org.harborlight.schemas.NetworkObservation;
import org.harborlight.schemas.NetworkRole;
import org.harborlight.schemas.NoticeAnnotation;
import org.harborlight.schemas.NoticeFixtures;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.StatutoryFiling;
import org.harborlight.schemas.Token;
import org.harborlight.schemas.TokenKind;
import org.harborlight.schemas.UrgencyBasis;
import org.harborlight.schemas.Viewed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each field of a notice once wrong, and the pointer that leads to it. */
class NoticeFieldsTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Instant LATER = NOW.plus(Duration.ofHours(1));

    private final NoticeChecks checks = new NoticeChecks(NoticeLimits.defaults(), () -> NOW);

    @Test
    void shouldFindNothingWhenEveryFieldIsGiven() {
        assertThat(pointers(notice().setHarms(List.of(HarmType.CSAM, HarmType.GROOMING))
                        .setChannel(Channel.CHAT)
                        .setService("chat")
                        .setAudience(new Audience(List.of(StakeholderKind.HOTLINE), List.of("IE"), List.of("desk-1")))
                        .setStatutoryFilings(List.of(new StatutoryFiling("a-scheme", NOW)))
                        .setPreserveUntil(LATER)
                        .setDoNotNotifyActors(true)
                        .setNetworkObservations(List.of(observed("192.0.2.0/24"), observed("2001:db8::/48")))
                        .setJurisdictionFacts(List.of(
                                fact().setSubdivision("IE-D").setObservedAt(NOW).build()))
                        .setContent(List.of(content()
                                .setSizeBytes(0L)
                                .setLabels(List.of(new Label("scheme", "1", "A")))
                                .setAnnotations(List.of(ContentAnnotation.MEME))
                                .build()))))
                .isEmpty();
    }

    @Test
    void shouldPointAtWhatHappenedWhenItIsNotKnown() {
        assertThat(pointers(notice().setHarms(List.of(HarmType.CSAM, HarmType.CSAM))
                        .setAnnotations(List.of(NoticeAnnotation.SPAM, NoticeAnnotation.UNSPECIFIED))
                        .setUrgencyBasis(UrgencyBasis.UNSPECIFIED)
                        .setChannel(Channel.UNSPECIFIED)
                        .setDetection(new Detection(DetectionMethod.UNSPECIFIED, false, DetectionContext.UNSPECIFIED))))
                .containsExactlyInAnyOrder(
                        "/harms/1",
                        "/annotations/1",
                        "/urgencyBasis",
                        "/channel",
                        "/detection/method",
                        "/detection/context");
    }

    @Test
    void shouldPointAtTheContentWhenItsFieldsAreWrong() {
        ContentReference wrong = content()
                .setSizeBytes(-1L)
                .setViewedBySubmitter(Viewed.UNSPECIFIED)
                .setAnnotations(List.of(ContentAnnotation.UNSPECIFIED))
                .setLabels(List.of(new Label("", "v".repeat(65), "c".repeat(65))))
                .build();

        assertThat(pointers(notice().setContent(List.of(wrong))))
                .containsExactlyInAnyOrder(
                        "/content/0/sizeBytes",
                        "/content/0/viewedBySubmitter",
                        "/content/0/annotations/0",
                        "/content/0/labels/0/scheme",
                        "/content/0/labels/0/version",
                        "/content/0/labels/0/code");
    }

    @Test
    void shouldPointAtTheActorWhenAgeOrTokenIsWrong() {
        Token token = new Token(TokenKind.UNSPECIFIED, "", ByteBuffer.wrap(new byte[31]));

        assertThat(pointers(notice().setActors(List.of(
                        actor(1).setAgeBand(AgeBand.ADULT).build(),
                        actor(2).setAgeSource(AgeSource.DECLARED).build(),
                        actor(3).setAgeBand(AgeBand.UNSPECIFIED)
                                .setAgeSource(AgeSource.UNSPECIFIED)
                                .build(),
                        actor(4).setAgeBand(AgeBand.UNKNOWN)
                                .setTokens(List.of(token))
                                .build()))))
                .containsExactlyInAnyOrder(
                        "/actors/0/ageSource",
                        "/actors/1/ageSource",
                        "/actors/2/ageBand",
                        "/actors/2/ageSource",
                        "/actors/3/tokens/0/kind",
                        "/actors/3/tokens/0/tokenKeyId",
                        "/actors/3/tokens/0/value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DE-BE", "IE", "IE-", "IE-DUBL", "ie-d"})
    void shouldPointAtTheFactWhenTheSubdivisionIsNotOfItsCountry(String subdivision) {
        DeclaredFact wrong =
                fact().setSubdivision(subdivision).setObservedAt(LATER).build();

        assertThat(pointers(notice().setJurisdictionFacts(List.of(wrong))))
                .containsExactly("/jurisdictionFacts/0/subdivision", "/jurisdictionFacts/0/observedAt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1/24", "256.0.2.0/24", "192.0.2.0/25", "01.0.2.0/24", "2001:db8::/47", ""})
    void shouldPointAtTheObservationWhenThePrefixIsNone(String prefix) {
        NetworkObservation wrong = observed(prefix);
        wrong.setAt(LATER);

        assertThat(pointers(notice().setNetworkObservations(List.of(wrong))))
                .containsExactly("/networkObservations/0/prefix", "/networkObservations/0/at");
    }

    @Test
    void shouldPointAtTheLawWhenItsFieldsAreWrong() {
        assertThat(pointers(notice().setDisclosureBasis(DisclosureBasis.UNSPECIFIED)
                        .setAudience(new Audience(
                                List.of(StakeholderKind.NGO, StakeholderKind.UNSPECIFIED),
                                List.of("XX"),
                                List.of("A desk")))
                        .setStatutoryFilings(List.of(new StatutoryFiling("", LATER)))
                        .setPreserveUntil(NOW.minusSeconds(1))))
                .containsExactlyInAnyOrder(
                        "/disclosureBasis",
                        "/audience/recipientKinds/1",
                        "/audience/countries/0",
                        "/audience/exclude/0",
                        "/statutoryFilings/0/scheme",
                        "/statutoryFilings/0/filedAt",
                        "/preserveUntil");
    }

    private List<String> pointers(IncidentNotice.Builder notice) {
        return checks.check(notice.build()).stream().map(Finding::pointer).toList();
    }

    private static IncidentNotice.Builder notice() {
        return NoticeFixtures.extortion("acme", NOW);
    }

    private static ContentReference.Builder content() {
        return ContentReference.newBuilder(NoticeFixtures.content("item-1", "picture"));
    }

    private static Actor.Builder actor(int number) {
        return Actor.newBuilder()
                .setNumber(number)
                .setRole(ActorRole.REPORTED_PERSON)
                .setTokens(List.of());
    }

    private static DeclaredFact.Builder fact() {
        return DeclaredFact.newBuilder(NoticeFixtures.fact("IE", JurisdictionBasis.VICTIM_LOCATION));
    }

    private static NetworkObservation observed(String prefix) {
        return NetworkObservation.newBuilder()
                .setPrefix(prefix)
                .setRole(NetworkRole.UPLOAD)
                .setAt(NOW)
                .build();
    }
}
