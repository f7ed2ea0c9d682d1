package org.harborlight.schemas.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.harborlight.schemas.Actor;
import org.harborlight.schemas.ActorRole;
import org.harborlight.schemas.Audience;
import org.harborlight.schemas.ContentAnnotation;
import org.harborlight.schemas.ContentKind;
import org.harborlight.schemas.ContentReference;
import org.harborlight.schemas.DeclaredFact;
import org.harborlight.schemas.Digest;
import org.harborlight.schemas.DigestAlgorithm;
import org.harborlight.schemas.HarmType;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.JurisdictionBasis;
import org.harborlight.schemas.Label;
import org.harborlight.schemas.NetworkObservation;
import org.harborlight.schemas.NetworkRole;
import org.harborlight.schemas.NoticeAnnotation;
import org.harborlight.schemas.NoticeFixtures;
import org.harborlight.schemas.NoticeKind;
import org.harborlight.schemas.Priority;
import org.harborlight.schemas.RetractionReason;
import org.harborlight.schemas.SealedSection;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.StatutoryFiling;
import org.harborlight.schemas.Token;
import org.harborlight.schemas.TokenKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bounds of a notice, each once just crossed, with the one finding that follows; and what lies at a bound, with none. */
class NoticeBoundsTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Duration AHEAD = Duration.ofMinutes(5);

    private final NoticeChecks checks = new NoticeChecks(NoticeLimits.defaults(), () -> NOW);

    @ParameterizedTest
    @MethodSource
    void shouldFindOneThing(String pointer, UnaryOperator<IncidentNotice.Builder> change) {
        assertThat(checks.check(change.apply(notice()).build()))
                .extracting(Finding::pointer)
                .containsExactly(pointer);
    }

    static Stream<Arguments> shouldFindOneThing() {
        return Stream.of(identity(), what(), content(), digests(), actors(), places(), law(), sections())
                .flatMap(rows -> rows);
    }

    private static Stream<Arguments> identity() {
        return Stream.of(
                row("/noticeId", notice -> notice.setNoticeId("4F0C7B0E-5C5A-4E0E-9D5A-1F6F0A3B2C1")),
                row("/submitterId", notice -> notice.setSubmitterId("Acme")),
                row("/submitterId", notice -> notice.setSubmitterId("a".repeat(41))),
                row("/incidentKey", notice -> notice.setIncidentKey("")),
                row("/incidentKey", notice -> notice.setIncidentKey("k".repeat(65))),
                row(
                        "/kind",
                        notice -> notice.setKind(NoticeKind.UNSPECIFIED)
                                .setRefersTo(UUID.randomUUID().toString())),
                row("/refersTo", notice -> notice.setRefersTo(UUID.randomUUID().toString())),
                row("/refersTo", notice -> notice.setKind(NoticeKind.CORRECTION)),
                row("/refersTo", notice -> notice.setKind(NoticeKind.CORRECTION).setRefersTo("the last one")),
                row("/retractionReason", notice -> notice.setRetractionReason(RetractionReason.SUBMITTER_ERROR)),
                row("/retractionReason", notice -> retraction(notice, null)),
                row("/retractionReason", notice -> retraction(notice, RetractionReason.UNSPECIFIED)));
    }

    private static Stream<Arguments> what() {
        return Stream.of(
                row("/harms", notice -> notice.setHarms(List.of())),
                row("/harms", notice -> notice.setHarms(harms(5))),
                row("/priority", notice -> notice.setPriority(Priority.UNSPECIFIED)),
                row("/urgencyBasis", notice -> notice.setPriority(Priority.URGENT)),
                row("/urgencyBasis", notice -> notice.setPriority(Priority.IMMINENT)),
                row("/annotations", notice -> notice.setAnnotations(Collections.nCopies(9, NoticeAnnotation.SPAM))),
                row("/service", notice -> notice.setService("s".repeat(101))),
                row("/incidentTo", notice -> notice.setIncidentFrom(NOW).setIncidentTo(NOW.minusMillis(1))),
                row(
                        "/incidentFrom",
                        notice -> notice.setIncidentFrom(NOW.plus(AHEAD).plusMillis(1))));
    }

    private static Stream<Arguments> content() {
        return Stream.of(
                row(
                        "/content",
                        notice -> notice.setContent(IntStream.rangeClosed(1, 65)
                                .mapToObj(item -> NoticeFixtures.content("item-" + item, "picture"))
                                .toList())),
                item("/itemId", item -> item.setItemId("")),
                item("/itemId", item -> item.setItemId("i".repeat(65))),
                row(
                        "/content/1/itemId",
                        notice -> notice.setContent(Collections.nCopies(2, NoticeFixtures.content("item", "picture")))),
                item("/kind", item -> item.setKind(ContentKind.UNSPECIFIED)),
                item("/matchedList", item -> item.setMatchedList("l".repeat(101))),
                item("/annotations", item -> item.setAnnotations(Collections.nCopies(9, ContentAnnotation.MEME))),
                item("/labels", item -> item.setLabels(Collections.nCopies(17, new Label("s", null, "c")))));
    }

    private static Stream<Arguments> digests() {
        return Stream.of(
                item(
                        "/digests",
                        item -> item.setDigests(Collections.nCopies(9, digest(DigestAlgorithm.MD5, 16, null)))),
                digestRow("/algorithm", digest(DigestAlgorithm.UNSPECIFIED, 32, null)),
                digestRow("/value", digest(DigestAlgorithm.MD5, 15, null)),
                digestRow("/value", digest(DigestAlgorithm.SHA1, 21, null)),
                digestRow("/value", digest(DigestAlgorithm.SHA256, 31, null)),
                digestRow("/value", digest(DigestAlgorithm.PDQ, 33, 50)),
                digestRow("/quality", digest(DigestAlgorithm.SHA256, 32, 50)),
                digestRow("/quality", digest(DigestAlgorithm.PDQ, 32, -1)),
                digestRow("/quality", digest(DigestAlgorithm.PDQ, 32, 101)));
    }

    private static Stream<Arguments> actors() {
        return Stream.of(
                row(
                        "/actors",
                        notice -> notice.setActors(IntStream.rangeClosed(1, 17)
                                .mapToObj(NoticeFixtures::child)
                                .toList())),
                actor("/number", actor -> actor.setNumber(0)),
                row(
                        "/actors/1/number",
                        notice -> notice.setActors(List.of(NoticeFixtures.child(1), NoticeFixtures.child(1)))),
                actor("/role", actor -> actor.setRole(ActorRole.UNSPECIFIED)),
                actor("/tokens", actor -> actor.setTokens(List.of(token("key", 32)))),
                actor(
                        "/tokens",
                        actor -> actor.setRole(ActorRole.REPORTED_PERSON)
                                .setTokens(Collections.nCopies(17, token("key", 32)))),
                tokenRow("/tokenKeyId", token("k".repeat(65), 32)),
                tokenRow("/value", token("key", 33)));
    }

    private static Stream<Arguments> places() {
        return Stream.of(
                row(
                        "/jurisdictionFacts",
                        notice -> notice.setJurisdictionFacts(Collections.nCopies(65, fact().build()))),
                factRow("/country", fact().setCountry("ie").build()),
                factRow("/country", fact().setCountry("XX").build()),
                factRow("/basis", fact().setBasis(JurisdictionBasis.UNSPECIFIED).build()),
                factRow(
                        "/basis",
                        fact().setBasis(JurisdictionBasis.ESTABLISHMENT).build()),
                factRow("/confidence", fact().setConfidence(-1).build()),
                factRow("/confidence", fact().setConfidence(1001).build()),
                row(
                        "/networkObservations",
                        notice -> notice.setNetworkObservations(Collections.nCopies(65, observed(NetworkRole.UPLOAD)))),
                row(
                        "/networkObservations/0/role",
                        notice -> notice.setNetworkObservations(List.of(observed(NetworkRole.UNSPECIFIED)))));
    }

    private static Stream<Arguments> law() {
        return Stream.of(
                row(
                        "/audience/recipientKinds",
                        notice -> notice.setAudience(
                                new Audience(Collections.nCopies(17, StakeholderKind.NGO), List.of(), List.of()))),
                row(
                        "/audience/countries",
                        notice ->
                                notice.setAudience(new Audience(List.of(), Collections.nCopies(65, "IE"), List.of()))),
                row(
                        "/audience/exclude",
                        notice -> notice.setAudience(
                                new Audience(List.of(), List.of(), Collections.nCopies(65, "desk-1")))),
                row(
                        "/statutoryFilings",
                        notice -> notice.setStatutoryFilings(
                                Collections.nCopies(17, new StatutoryFiling("a-scheme", NOW)))),
                row(
                        "/statutoryFilings/0/scheme",
                        notice -> notice.setStatutoryFilings(List.of(new StatutoryFiling("s".repeat(65), NOW)))));
    }

    private static Stream<Arguments> sections() {
        return Stream.of(
                row(
                        "/sections/1/kind",
                        notice -> notice.setSections(Collections.nCopies(2, section(SectionKind.NARRATIVE, 12, 16)))),
                row(
                        "/sections/0/kind",
                        notice -> notice.setSections(List.of(section(SectionKind.UNSPECIFIED, 12, 16)))),
                row("/sections/0/nonce", notice -> notice.setSections(List.of(section(SectionKind.NARRATIVE, 11, 16)))),
                row("/sections/0/nonce", notice -> notice.setSections(List.of(section(SectionKind.NARRATIVE, 13, 16)))),
                row(
                        "/sections/0/ciphertext",
                        notice -> notice.setSections(List.of(section(SectionKind.NARRATIVE, 12, 15)))),
                row(
                        "/sections/0/ciphertext",
                        notice -> notice.setSections(List.of(section(SectionKind.NARRATIVE, 12, 16 * 1024 + 1)))));
    }

    @ParameterizedTest
    @MethodSource
    void shouldFindNothingAtTheBound(UnaryOperator<IncidentNotice.Builder> change) {
        assertThat(checks.check(change.apply(notice()).build())).isEmpty();
    }

    static Stream<Arguments> shouldFindNothingAtTheBound() {
        return Stream.of(
                at(notice -> notice.setIncidentKey("k".repeat(64)).setService("s".repeat(100))),
                at(notice -> retraction(notice, RetractionReason.SUBMITTER_ERROR)),
                at(notice -> notice.setIncidentFrom(NOW).setIncidentTo(NOW)),
                at(notice -> notice.setIncidentFrom(NOW.plus(AHEAD)).setCreatedAt(NOW.plus(AHEAD))),
                at(notice -> notice.setHarms(harms(4))),
                at(notice -> notice.setContent(List.of(item().setAnnotations(
                                Collections.nCopies(8, ContentAnnotation.MEME))
                        .setLabels(Collections.nCopies(16, new Label("s".repeat(64), "v".repeat(64), "c".repeat(64))))
                        .build()))),
                at(notice -> notice.setActors(List.of(Actor.newBuilder(NoticeFixtures.reportedPerson(1, "account"))
                        .setTokens(Collections.nCopies(16, token("k".repeat(64), 32)))
                        .build()))),
                at(notice -> notice.setAudience(new Audience(
                        Collections.nCopies(16, StakeholderKind.NGO),
                        Collections.nCopies(64, "IE"),
                        Collections.nCopies(64, "d".repeat(40))))),
                at(notice -> notice.setStatutoryFilings(
                        Collections.nCopies(16, new StatutoryFiling("s".repeat(64), NOW.plus(AHEAD))))),
                at(notice -> notice.setAnnotations(Collections.nCopies(8, NoticeAnnotation.SPAM))),
                at(notice -> notice.setContent(IntStream.rangeClosed(1, 64)
                        .mapToObj(item -> NoticeFixtures.content("item-" + item, "picture"))
                        .toList())),
                at(notice -> notice.setContent(List.of(item().setItemId("i".repeat(64))
                        .setMatchedList("l".repeat(100))
                        .setDigests(Collections.nCopies(8, digest(DigestAlgorithm.PDQ, 32, 100)))
                        .build()))),
                at(notice -> notice.setContent(List.of(item().setDigests(List.of(
                                digest(DigestAlgorithm.MD5, 16, null),
                                digest(DigestAlgorithm.SHA1, 20, null),
                                digest(DigestAlgorithm.SHA256, 32, null),
                                digest(DigestAlgorithm.PDQ, 32, 0)))
                        .build()))),
                at(notice -> notice.setActors(IntStream.rangeClosed(1, 16)
                        .mapToObj(NoticeFixtures::child)
                        .toList())),
                at(notice -> notice.setJurisdictionFacts(
                        Collections.nCopies(64, fact().setConfidence(1000).build()))),
                at(notice -> notice.setNetworkObservations(Collections.nCopies(64, observed(NetworkRole.UPLOAD)))),
                at(notice -> notice.setSections(List.of(
                        section(SectionKind.NARRATIVE, 12, 16), section(SectionKind.EVIDENCE, 12, 16 * 1024)))));
    }

    private static Arguments row(String pointer, UnaryOperator<IncidentNotice.Builder> change) {
        return arguments(pointer, change);
    }

    private static Arguments at(UnaryOperator<IncidentNotice.Builder> change) {
        return arguments(change);
    }

    private static Arguments item(String field, UnaryOperator<ContentReference.Builder> change) {
        return row(
                "/content/0" + field,
                notice -> notice.setContent(List.of(change.apply(item()).build())));
    }

    private static Arguments digestRow(String field, Digest digest) {
        return item("/digests/0" + field, item -> item.setDigests(List.of(digest)));
    }

    private static Arguments actor(String field, UnaryOperator<Actor.Builder> change) {
        Actor changed = change.apply(Actor.newBuilder(NoticeFixtures.child(1))).build();
        return row("/actors/0" + field, notice -> notice.setActors(List.of(changed)));
    }

    private static Arguments tokenRow(String field, Token token) {
        return actor(
                "/tokens/0" + field,
                actor -> actor.setRole(ActorRole.REPORTED_PERSON).setTokens(List.of(token)));
    }

    private static Arguments factRow(String field, DeclaredFact fact) {
        return row("/jurisdictionFacts/0" + field, notice -> notice.setJurisdictionFacts(List.of(fact)));
    }

    private static IncidentNotice.Builder notice() {
        return NoticeFixtures.extortion("acme", NOW);
    }

    private static List<HarmType> harms(int count) {
        return Arrays.stream(HarmType.values())
                .filter(harm -> harm != HarmType.UNSPECIFIED)
                .limit(count)
                .toList();
    }

    private static IncidentNotice.Builder retraction(IncidentNotice.Builder notice, @Nullable RetractionReason reason) {
        return notice.setKind(NoticeKind.RETRACTION)
                .setRefersTo(UUID.randomUUID().toString())
                .setRetractionReason(reason);
    }

    private static ContentReference.Builder item() {
        return ContentReference.newBuilder(NoticeFixtures.content("item", "picture"));
    }

    private static Digest digest(DigestAlgorithm algorithm, int bytes, @Nullable Integer quality) {
        return Digest.newBuilder()
                .setAlgorithm(algorithm)
                .setValue(ByteBuffer.allocate(bytes))
                .setQuality(quality)
                .build();
    }

    private static Token token(String keyId, int bytes) {
        return new Token(TokenKind.ACCOUNT, keyId, ByteBuffer.allocate(bytes));
    }

    private static DeclaredFact.Builder fact() {
        return DeclaredFact.newBuilder(NoticeFixtures.fact("IE", JurisdictionBasis.VICTIM_LOCATION));
    }

    private static NetworkObservation observed(NetworkRole role) {
        return NetworkObservation.newBuilder()
                .setPrefix("192.0.2.0/24")
                .setRole(role)
                .setAt(NOW)
                .build();
    }

    private static SealedSection section(SectionKind kind, int nonce, int ciphertext) {
        return new SealedSection(kind, ByteBuffer.allocate(nonce), ByteBuffer.allocate(ciphertext));
    }
}
