package org.harborlight.schemas;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.harborlight.schemas.codec.AvroTrust;
import org.harborlight.schemas.envelope.Sha256;

/** Realistic notices for tests; every person, account and address in them is made up. */
public final class NoticeFixtures {
    static {
        AvroTrust.install();
    }

    private NoticeFixtures() {}

    /** Sexual extortion: child in one country, reported person in a second, content hosted in a third. */
    public static IncidentNotice.Builder extortion(String submitterId, Instant createdAt) {
        return IncidentNotice.newBuilder()
                .setNoticeId(UUID.randomUUID().toString())
                .setSubmitterId(submitterId)
                .setIncidentKey("incident-" + UUID.randomUUID())
                .setKind(NoticeKind.NEW)
                .setCreatedAt(createdAt)
                .setHarms(List.of(HarmType.SEXUAL_EXTORTION))
                .setAnnotations(List.of(NoticeAnnotation.COERCION))
                .setPriority(Priority.STANDARD)
                .setDetection(new Detection(DetectionMethod.USER_REPORT, true, DetectionContext.PRIVATE_MESSAGE))
                .setContent(List.of(content("item-1", "picture")))
                .setActors(List.of(reportedPerson(1, "account-1"), child(2)))
                .setJurisdictionFacts(List.of(
                        fact("IE", JurisdictionBasis.VICTIM_LOCATION),
                        fact("DE", JurisdictionBasis.REPORTED_PERSON_LOCATION),
                        fact("NL", JurisdictionBasis.HOSTING)))
                .setNetworkObservations(List.of())
                .setDisclosureBasis(DisclosureBasis.VOLUNTARY)
                .setStatutoryFilings(List.of())
                .setSections(List.of());
    }

    public static ContentReference content(String itemId, String picture) {
        return ContentReference.newBuilder()
                .setItemId(itemId)
                .setKind(ContentKind.IMAGE)
                .setDigests(List.of(new Digest(DigestAlgorithm.SHA256, digest(picture), null)))
                .setViewedBySubmitter(Viewed.PERSON)
                .setAnnotations(List.of())
                .setLabels(List.of())
                .build();
    }

    public static Actor reportedPerson(int number, String account) {
        return Actor.newBuilder()
                .setNumber(number)
                .setRole(ActorRole.REPORTED_PERSON)
                .setAgeBand(AgeBand.ADULT)
                .setAgeSource(AgeSource.ESTIMATED)
                .setTokens(List.of(new Token(TokenKind.ACCOUNT, "shared-2026", digest(account))))
                .build();
    }

    public static Actor child(int number) {
        return Actor.newBuilder()
                .setNumber(number)
                .setRole(ActorRole.CHILD_VICTIM)
                .setAgeBand(AgeBand.FROM_13_TO_15)
                .setAgeSource(AgeSource.DECLARED)
                .setTokens(List.of())
                .build();
    }

    public static DeclaredFact fact(String country, JurisdictionBasis basis) {
        return DeclaredFact.newBuilder()
                .setCountry(country)
                .setBasis(basis)
                .setConfidence(1000)
                .build();
    }

    private static ByteBuffer digest(String of) {
        return ByteBuffer.wrap(Sha256.of(of.getBytes(StandardCharsets.UTF_8)));
    }
}
