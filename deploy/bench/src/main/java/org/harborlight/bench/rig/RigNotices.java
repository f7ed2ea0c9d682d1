package org.harborlight.bench.rig;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
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
import org.harborlight.schemas.Locator;
import org.harborlight.schemas.LocatorsSection;
import org.harborlight.schemas.NarrativeSection;
import org.harborlight.schemas.NoticeKind;
import org.harborlight.schemas.PersonDetails;
import org.harborlight.schemas.Priority;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.ReportedPersonSection;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.SignedNotice;
import org.harborlight.schemas.Token;
import org.harborlight.schemas.TokenKind;
import org.harborlight.schemas.UrgencyBasis;
import org.harborlight.schemas.Viewed;
import org.harborlight.schemas.envelope.Sha256;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.schemas.notice.Submission;
import org.harborlight.standalone.submitter.NoticeSealing;
import org.harborlight.standalone.submitter.PlainNotice;

/**
 * Notices of a realistic size and shape: a reported adult, a child, a picture, three sealed sections, one country with
 * a police desk; three in ten also name where the picture is hosted, which brings a hotline; one in ten repeats an
 * earlier incident under another account key; the given share is urgent. The n-th notice follows from the seed and n;
 * seeds of 32 bits have no notice id or incident in common. Thread-safe.
 */
public final class RigNotices {
    private static final List<String> COUNTRIES = List.of("IE", "DE", "NL");
    private static final int REPEAT_EVERY = 10;

    private final String submitterId;
    private final NoticeSealing sealing;
    private final double urgentShare;
    private final long seed;
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    /** Notices of one submitter, sealed to one exchange. */
    public RigNotices(
            String submitterId, SigningKey signing, PublicKeyEntry sealingKey, double urgentShare, long seed) {
        this.submitterId = submitterId;
        this.sealing = new NoticeSealing(signing, sealingKey, new SecureRandom(), InstantSource.system());
        this.urgentShare = urgentShare;
        this.seed = seed;
    }

    /** The n-th request body. */
    public byte[] body(int n) {
        return Submission.encode(signed(n));
    }

    private SignedNotice signed(int n) {
        SplittableRandom random = new SplittableRandom((seed << Integer.SIZE) + n); // no other seed has this stream
        String incident = seed + "-" + (n % REPEAT_EVERY == REPEAT_EVERY - 1 ? n - random.nextInt(1, 9) : n);
        boolean urgent = random.nextDouble() < urgentShare;
        String country = COUNTRIES.get(Math.floorMod(incident.hashCode(), COUNTRIES.size()));
        boolean hosted = Math.floorMod(incident.hashCode() / 7, 10) < 3;
        IncidentNotice notice = notice(random, incident, urgent)
                .setJurisdictionFacts(facts(country, hosted))
                .build();
        return sealing.seal(new PlainNotice(notice, sections(incident)));
    }

    /** A request body with so many notices, from the given one on. */
    byte[] batch(int from, int count) {
        return Submission.encodeBatch(
                IntStream.range(from, from + count).mapToObj(this::signed).toList());
    }

    private IncidentNotice.Builder notice(SplittableRandom random, String incident, boolean urgent) {
        return IncidentNotice.newBuilder()
                .setNoticeId(new UUID(random.nextLong(), random.nextLong()).toString())
                .setSubmitterId(submitterId)
                .setIncidentKey(Long.toUnsignedString(random.nextLong(), 36))
                .setKind(NoticeKind.NEW)
                .setCreatedAt(now.minus(Duration.ofMinutes(random.nextInt(1, 600))))
                .setHarms(List.of(HarmType.CSAM))
                .setAnnotations(List.of())
                .setPriority(urgent ? Priority.URGENT : Priority.STANDARD)
                .setUrgencyBasis(urgent ? UrgencyBasis.ONGOING_ABUSE : null)
                .setChannel(Channel.CHAT)
                .setService("chat")
                .setDetection(Detection.newBuilder()
                        .setMethod(DetectionMethod.USER_REPORT)
                        .setHumanReviewed(true)
                        .setContext(DetectionContext.PRIVATE_MESSAGE)
                        .build())
                .setContent(List.of(picture(incident)))
                .setActors(List.of(
                        actor(1, ActorRole.REPORTED_PERSON, AgeBand.ADULT, List.of(token(incident))),
                        actor(2, ActorRole.CHILD_VICTIM, AgeBand.FROM_13_TO_15, List.of())))
                .setNetworkObservations(List.of())
                .setDisclosureBasis(DisclosureBasis.STATUTORY_DUTY)
                .setStatutoryFilings(List.of())
                .setSections(List.of());
    }

    private static List<DeclaredFact> facts(String country, boolean hosted) {
        List<DeclaredFact> facts = new ArrayList<>();
        facts.add(new DeclaredFact(country, null, JurisdictionBasis.REPORTED_PERSON_LOCATION, 950, null));
        if (hosted) {
            facts.add(new DeclaredFact("NL", null, JurisdictionBasis.HOSTING, 950, null));
        }
        return facts;
    }

    private static Actor actor(int number, ActorRole role, AgeBand age, List<Token> tokens) {
        return Actor.newBuilder()
                .setNumber(number)
                .setRole(role)
                .setAgeBand(age)
                .setAgeSource(AgeSource.DECLARED)
                .setTokens(tokens)
                .build();
    }

    private static Token token(String incident) {
        return new Token(TokenKind.ACCOUNT, "rig-tokens-1", digest("account " + incident));
    }

    private static ContentReference picture(String incident) {
        return ContentReference.newBuilder()
                .setItemId("item-1")
                .setKind(ContentKind.IMAGE)
                .setDigests(List.of(new Digest(DigestAlgorithm.SHA256, digest("picture " + incident), null)))
                .setSizeBytes(240_000L)
                .setViewedBySubmitter(Viewed.PERSON)
                .setAnnotations(List.of())
                .setLabels(List.of())
                .build();
    }

    private static Map<SectionKind, SpecificRecord> sections(String incident) {
        PersonDetails person = PersonDetails.newBuilder()
                .setNumber(1)
                .setAccountId("account-" + incident)
                .setScreenNames(List.of("name_" + incident))
                .setNames(List.of())
                .setProfileUrls(List.of("https://chat.example/u/" + incident))
                .setEmails(List.of())
                .setPhones(List.of())
                .setNetworkEvents(List.of())
                .setDevices(List.of())
                .setPriorReportIds(List.of())
                .build();
        Locator locator = Locator.newBuilder()
                .setItemId("item-1")
                .setUrl("https://images.example/" + incident)
                .setViaCdn(false)
                .build();
        NarrativeSection narrative = NarrativeSection.newBuilder()
                .setLanguage("en")
                .setText("An adult sent the picture to a child and asked for more. The child told its school. Incident "
                        + incident + " of a load run, invented.")
                .setQuotes(List.of())
                .build();
        return Map.of(
                SectionKind.REPORTED_PERSON, new ReportedPersonSection(List.of(person)),
                SectionKind.LOCATORS, new LocatorsSection(List.of(locator)),
                SectionKind.NARRATIVE, narrative);
    }

    private static ByteBuffer digest(String of) {
        return ByteBuffer.wrap(Sha256.of(of.getBytes(StandardCharsets.UTF_8)));
    }
}
