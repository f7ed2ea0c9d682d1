package org.harborlight.standalone.demo;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.harborlight.schemas.Actor;
import org.harborlight.schemas.ActorRole;
import org.harborlight.schemas.AgeBand;
import org.harborlight.schemas.AgeSource;
import org.harborlight.schemas.Channel;
import org.harborlight.schemas.ContentKind;
import org.harborlight.schemas.ContentReference;
import org.harborlight.schemas.DeclaredFact;
import org.harborlight.schemas.Detection;
import org.harborlight.schemas.DetectionContext;
import org.harborlight.schemas.DetectionMethod;
import org.harborlight.schemas.Digest;
import org.harborlight.schemas.DigestAlgorithm;
import org.harborlight.schemas.DisclosureBasis;
import org.harborlight.schemas.HarmType;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.JurisdictionBasis;
import org.harborlight.schemas.NetworkObservation;
import org.harborlight.schemas.NetworkRole;
import org.harborlight.schemas.NoticeKind;
import org.harborlight.schemas.Priority;
import org.harborlight.schemas.Token;
import org.harborlight.schemas.TokenKind;
import org.harborlight.schemas.Viewed;
import org.harborlight.standalone.submitter.TokenKey;

/** Parts of synthetic notices. Every random choice comes from the generator given, so a seed repeats them. */
final class NoticeShapes {
    private static final int DIGEST_BYTES = 32;

    private final RandomGenerator random;
    private final TokenKey tokenKey;
    private final Instant now;

    NoticeShapes(RandomGenerator random, TokenKey tokenKey, Instant now) {
        this.random = random;
        this.tokenKey = tokenKey;
        this.now = now.truncatedTo(ChronoUnit.MILLIS);
    }

    Instant now() {
        return now;
    }

    String noticeId() {
        return new UUID((random.nextLong() & ~0xF000L) | 0x4000L, (random.nextLong() & ~(3L << 62)) | (1L << 63))
                .toString();
    }

    String incidentKey() {
        return "inc-" + Long.toUnsignedString(random.nextLong(), 36);
    }

    /** A human-reviewed notice of its own, without people, content and places. */
    IncidentNotice.Builder notice(String submitterId, HarmType harm) {
        return IncidentNotice.newBuilder()
                .setNoticeId(noticeId())
                .setSubmitterId(submitterId)
                .setIncidentKey(incidentKey())
                .setKind(NoticeKind.NEW)
                .setCreatedAt(now.minus(Duration.ofMinutes(random.nextInt(1, 600))))
                .setHarms(List.of(harm))
                .setAnnotations(List.of())
                .setPriority(Priority.STANDARD)
                .setIncidentFrom(now.minus(Duration.ofHours(random.nextInt(24, 72))))
                .setChannel(Channel.CHAT)
                .setService("demo chat")
                .setDetection(Detection.newBuilder()
                        .setMethod(DetectionMethod.USER_REPORT)
                        .setHumanReviewed(true)
                        .setContext(DetectionContext.PRIVATE_MESSAGE)
                        .build())
                .setContent(List.of())
                .setActors(List.of())
                .setJurisdictionFacts(List.of())
                .setNetworkObservations(List.of())
                .setDisclosureBasis(DisclosureBasis.STATUTORY_DUTY)
                .setStatutoryFilings(List.of())
                .setSections(List.of());
    }

    /** An adult reported person and a child. The account decides the token. */
    List<Actor> adultAndChild(String account) {
        return List.of(reportedPerson(account, AgeBand.ADULT), child(2));
    }

    Actor reportedPerson(String account, AgeBand age) {
        return Actor.newBuilder()
                .setNumber(1)
                .setRole(ActorRole.REPORTED_PERSON)
                .setAgeBand(age)
                .setAgeSource(AgeSource.DECLARED)
                .setTokens(List.of(token(account)))
                .build();
    }

    Actor child(int number) {
        return Actor.newBuilder()
                .setNumber(number)
                .setRole(ActorRole.CHILD_VICTIM)
                .setAgeBand(AgeBand.FROM_13_TO_15)
                .setAgeSource(AgeSource.ESTIMATED)
                .setTokens(List.of())
                .build();
    }

    /** The same name gives the same digest, as the same picture would. */
    List<ContentReference> picture(String name) {
        byte[] digest = tokenKey.token("PICTURE", name);
        List<Digest> digests = new ArrayList<>();
        digests.add(Digest.newBuilder()
                .setAlgorithm(DigestAlgorithm.SHA256)
                .setValue(ByteBuffer.wrap(digest, 0, DIGEST_BYTES))
                .build());
        return List.of(ContentReference.newBuilder()
                .setItemId("item-1")
                .setKind(ContentKind.IMAGE)
                .setDigests(digests)
                .setSizeBytes(120_000L + Math.floorMod(name.hashCode(), 900_000))
                .setViewedBySubmitter(Viewed.PERSON)
                .setAnnotations(List.of())
                .setLabels(List.of())
                .build());
    }

    DeclaredFact fact(String country, JurisdictionBasis basis) {
        return DeclaredFact.newBuilder()
                .setCountry(country)
                .setBasis(basis)
                .setConfidence(950)
                .setObservedAt(now.minus(Duration.ofHours(3)))
                .build();
    }

    /** An upload from an address in the prefix. */
    NetworkObservation upload(String prefix) {
        return NetworkObservation.newBuilder()
                .setPrefix(prefix)
                .setRole(NetworkRole.UPLOAD)
                .setAt(now.minus(Duration.ofHours(2)))
                .setProxySuspected(false)
                .setCdnSuspected(false)
                .build();
    }

    private Token token(String account) {
        return Token.newBuilder()
                .setKind(TokenKind.ACCOUNT)
                .setTokenKeyId(tokenKey.keyId())
                .setValue(ByteBuffer.wrap(tokenKey.token("ACCOUNT", account)))
                .build();
    }
}
