package org.harborlight.standalone.page;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.harborlight.schemas.Actor;
import org.harborlight.schemas.Channel;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.DeliveryKind;
import org.harborlight.schemas.DeliveryReason;
import org.harborlight.schemas.Detection;
import org.harborlight.schemas.DetectionContext;
import org.harborlight.schemas.DetectionMethod;
import org.harborlight.schemas.DisclosureBasis;
import org.harborlight.schemas.EmailAddress;
import org.harborlight.schemas.EvidenceItem;
import org.harborlight.schemas.EvidenceSection;
import org.harborlight.schemas.Fact;
import org.harborlight.schemas.FactSource;
import org.harborlight.schemas.HarmType;
import org.harborlight.schemas.Identifiers;
import org.harborlight.schemas.JurisdictionBasis;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Locator;
import org.harborlight.schemas.LocatorsSection;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.schemas.NarrativeSection;
import org.harborlight.schemas.NetworkEvent;
import org.harborlight.schemas.NetworkRole;
import org.harborlight.schemas.NoticeFixtures;
import org.harborlight.schemas.NoticeKind;
import org.harborlight.schemas.NoticeOrigin;
import org.harborlight.schemas.PersonDetails;
import org.harborlight.schemas.Priority;
import org.harborlight.schemas.ReportedPersonSection;
import org.harborlight.schemas.RetractionReason;
import org.harborlight.schemas.SealedKeys;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.SharedNotice;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.UrgencyBasis;
import org.harborlight.schemas.codec.AvroJson;
import org.harborlight.schemas.codec.AvroTrust;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.envelope.DsseJson;
import org.harborlight.schemas.envelope.EnvelopeSigner;
import org.harborlight.schemas.envelope.Sha256;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.schemas.envelope.VerificationKey;
import org.harborlight.schemas.notice.Submission;
import org.harborlight.schemas.sealing.KeyBinding;
import org.harborlight.schemas.sealing.KeySealer;
import org.harborlight.schemas.sealing.SealingKey;
import org.harborlight.schemas.sealing.SectionSealer;
import org.harborlight.standalone.partner.DeliveryVerifier;
import org.harborlight.standalone.partner.SectionOpener;

/** Deliveries as an exchange makes them, for one desk. Everything in them is made up. */
final class CaseFixtures {
    static final String CASE = "p7qcase";
    static final String DESK = "desk-de";
    static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SingleObject<Delivery> DELIVERY = SingleObject.of(Delivery.class);

    static {
        // Avro builds no record with defaults before its schema is trusted.
        AvroTrust.trust(List.of(
                ReportedPersonSection.getClassSchema(),
                LocatorsSection.getClassSchema(),
                EvidenceSection.getClassSchema(),
                NarrativeSection.getClassSchema()));
    }

    private final SigningKey exchange = SigningKey.generate("delivery-1", RANDOM);
    private final SealingKey desk = SealingKey.generate("desk-seal-1", RANDOM);
    private final Map<String, ObjectNode> keys = new LinkedHashMap<>();

    DeliveryVerifier verifier() {
        VerificationKey key = VerificationKey.of(exchange.publicEntry(Instant.EPOCH));
        return new DeliveryVerifier(
                id -> Optional.of(key).filter(own -> own.keyId().equals(id)), Optional.of(DESK));
    }

    Optional<SectionOpener> opener() {
        return Optional.of(new SectionOpener(desk));
    }

    /** The texts that a submitter chooses, all of them the same here. */
    static Map<SectionKind, SpecificRecord> sections(String text, String url) {
        Map<SectionKind, SpecificRecord> sections = new EnumMap<>(SectionKind.class);
        sections.put(
                SectionKind.REPORTED_PERSON,
                ReportedPersonSection.newBuilder()
                        .setPersons(List.of(PersonDetails.newBuilder()
                                .setNumber(1)
                                .setAccountId(text)
                                .setNames(List.of(text))
                                .setScreenNames(List.of(text))
                                .setEmails(List.of(new EmailAddress("someone@mail.example", true)))
                                .setProfileUrls(List.of(url))
                                .setNetworkEvents(List.of(new NetworkEvent(
                                        "192.0.2.17", 40017, NOON.minusSeconds(3600), NetworkRole.LOGIN)))
                                .build()))
                        .build());
        sections.put(
                SectionKind.LOCATORS,
                LocatorsSection.newBuilder()
                        .setLocators(List.of(Locator.newBuilder()
                                .setItemId("item-1")
                                .setUrl(url)
                                .setAccessNotes(text)
                                .build()))
                        .build());
        sections.put(
                SectionKind.EVIDENCE,
                EvidenceSection.newBuilder()
                        .setItems(List.of(EvidenceItem.newBuilder()
                                .setCustodian(text)
                                .setReference("hold-1")
                                .setPreserveUntil(NOON.plusSeconds(86_400))
                                .setLegalProcessContact(text)
                                .build()))
                        .build());
        sections.put(
                SectionKind.NARRATIVE,
                NarrativeSection.newBuilder()
                        .setLanguage("en")
                        .setText(text)
                        .setQuotes(List.of(text))
                        .setContact(text)
                        .build());
        return sections;
    }

    /** A notice with these sections, sealed to the desk. */
    SharedNotice.Builder notice(String noticeId, Map<SectionKind, SpecificRecord> sections) {
        byte[] payload = Sha256.of(noticeId.getBytes(StandardCharsets.UTF_8));
        NoticeOrigin origin = NoticeOrigin.newBuilder()
                .setSubmitterId("platform")
                .setNoticeId(noticeId)
                .setReceiptId(Identifiers.receiptId("platform", noticeId, payload))
                .setKeyId("platform-1")
                .setPayloadSha256(ByteBuffer.wrap(payload))
                .setAcceptedAt(NOON)
                .build();
        Map<SectionKind, byte[]> plain = new EnumMap<>(SectionKind.class);
        sections.forEach((kind, section) -> plain.put(kind, Submission.encodeSection(section)));
        SectionSealer.Sealed sealed = new SectionSealer(RANDOM).seal("platform", noticeId, plain);
        if (!sections.isEmpty()) {
            SealedKeys toDesk = new KeySealer(RANDOM)
                    .seal(
                            sealed.keys(),
                            desk.publicEntry(Instant.EPOCH),
                            new KeyBinding("platform", noticeId, payload));
            ObjectNode entry = AvroJson.toJson(toDesk);
            keys.put(
                    noticeId,
                    entry.put("submitterId", "platform")
                            .put("noticeId", noticeId)
                            .put("receiptId", origin.getReceiptId()));
        }
        return SharedNotice.newBuilder()
                .setOrigin(origin)
                .setKind(NoticeKind.NEW)
                .setCreatedAt(NOON)
                .setHarms(List.of(HarmType.SEXUAL_EXTORTION))
                .setPriority(Priority.URGENT)
                .setUrgencyBasis(UrgencyBasis.THREAT)
                .setChannel(Channel.CHAT)
                .setService("A chat")
                .setDetection(new Detection(DetectionMethod.USER_REPORT, true, DetectionContext.PRIVATE_MESSAGE))
                .setContent(List.of(NoticeFixtures.content("item-1", "picture")))
                .setActors(List.of(withoutTokens(NoticeFixtures.reportedPerson(1, "account")), NoticeFixtures.child(2)))
                .setDisclosureBasis(DisclosureBasis.STATUTORY_DUTY)
                .setPreserveUntil(NOON.plusSeconds(7 * 86_400))
                .setSections(sealed.sections());
    }

    /** What remains of a notice that was withdrawn. */
    SharedNotice withdrawn(String noticeId, RetractionReason reason) {
        return notice(noticeId, Map.of())
                .setRetracted(reason)
                .setContent(List.of())
                .setActors(List.of())
                .setPreserveUntil(null)
                .setUrgencyBasis(null)
                .build();
    }

    static Delivery.Builder delivery(int version, DeliveryKind kind, List<SharedNotice> notices) {
        return Delivery.newBuilder()
                .setDeliveryId("delivery-" + version)
                .setPartnerId(DESK)
                .setCaseId(CASE)
                .setLane(Lane.URGENT)
                .setVersion(version)
                .setKind(kind)
                .setPriority(Priority.URGENT)
                .setHarms(List.of(HarmType.SEXUAL_EXTORTION))
                .setTrigger(notices.getFirst().getOrigin())
                .setOpenedAt(NOON)
                .setDecidedAt(NOON.plusSeconds(version))
                .setChanged(List.of(version == 1 ? "case-opened" : "follow-up"))
                .setNotices(notices)
                .setLinkCount(notices.size())
                .setReasons(List.of(DeliveryReason.newBuilder()
                        .setRuleId("reported-person")
                        .setRulesVersion("2026-11-24")
                        .setBasis(JurisdictionBasis.REPORTED_PERSON_LOCATION)
                        .setCountry("DE")
                        .setText("The reported person is or lives in this country.")
                        .build()))
                .setFacts(List.of(Fact.newBuilder()
                        .setCountry("DE")
                        .setBasis(JurisdictionBasis.REPORTED_PERSON_LOCATION)
                        .setSource(FactSource.DECLARED)
                        .setConfidence(800)
                        .setWeaknesses(List.of())
                        .build()))
                .setReleasedSections(new ArrayList<>(List.of(SectionKind.REPORTED_PERSON, SectionKind.LOCATORS)))
                .setRecipientKind(StakeholderKind.LAW_ENFORCEMENT)
                .setRecipientCountry("DE")
                .setDirectoryHead("head");
    }

    /** The body as the exchange sends it. */
    byte[] body(Delivery delivery) {
        SignedEnvelope envelope = new EnvelopeSigner(exchange).sign(MediaTypes.DELIVERY, DELIVERY.encode(delivery));
        ObjectNode body = JSON.createObjectNode();
        body.set("delivery", AvroJson.toJson(delivery));
        ArrayNode released = body.putArray("sectionKeys");
        delivery.getNotices().stream()
                .map(notice -> keys.get(notice.getOrigin().getNoticeId()))
                .filter(Objects::nonNull)
                .forEach(released::add);
        body.set("envelope", DsseJson.tree(envelope));
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static Actor withoutTokens(Actor actor) {
        return Actor.newBuilder(actor).setTokens(List.of()).build();
    }
}
