package org.harborlight.connector;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.harborlight.schemas.Channel;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.DeliveryKind;
import org.harborlight.schemas.DeliveryReason;
import org.harborlight.schemas.Detection;
import org.harborlight.schemas.DetectionContext;
import org.harborlight.schemas.DetectionMethod;
import org.harborlight.schemas.DisclosureBasis;
import org.harborlight.schemas.HarmType;
import org.harborlight.schemas.JurisdictionBasis;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.NoticeKind;
import org.harborlight.schemas.NoticeOrigin;
import org.harborlight.schemas.Priority;
import org.harborlight.schemas.SealedSection;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.SharedNotice;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.envelope.Sha256;
import org.harborlight.schemas.sealing.SectionSealer;

/** Deliveries as the processor makes them. */
public final class Deliveries {
    private Deliveries() {}

    /** A delivery that releases nothing, of a case of its own. */
    public static Delivery.Builder to(String partnerId, Lane lane) {
        return to(partnerId, lane, "case-" + UUID.randomUUID(), 1);
    }

    static Delivery.Builder to(String partnerId, Lane lane, String caseId, int version) {
        Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
        NoticeOrigin origin = origin(now);
        return Delivery.newBuilder()
                .setDeliveryId("d-" + UUID.randomUUID())
                .setPartnerId(partnerId)
                .setCaseId(caseId)
                .setLane(lane)
                .setVersion(version)
                .setKind(version == 1 ? DeliveryKind.CASE_OPENED : DeliveryKind.CASE_UPDATED)
                .setPriority(lane == Lane.URGENT ? Priority.IMMINENT : Priority.STANDARD)
                .setHarms(List.of(HarmType.SEXUAL_EXTORTION))
                .setTrigger(origin)
                .setOpenedAt(now)
                .setDecidedAt(now)
                .setNotices(List.of(notice(origin, List.of())))
                .setLinkCount(0)
                .setReasons(List.of(DeliveryReason.newBuilder()
                        .setRuleId("le-offender-location")
                        .setRulesVersion("1")
                        .setBasis(JurisdictionBasis.REPORTED_PERSON_LOCATION)
                        .setCountry("DE")
                        .setText("The reported person is in your country.")
                        .build()))
                .setReleasedSections(List.of())
                .setRecipientKind(StakeholderKind.LAW_ENFORCEMENT)
                .setRecipientCountry("DE")
                .setDirectoryHead("00");
    }

    /** Seals one line of text in each section, releases some, and returns the keys of all. */
    static SectionSealer.Sealed seal(
            Delivery.Builder delivery, List<SectionKind> sections, List<SectionKind> released) {
        NoticeOrigin origin = delivery.getTrigger();
        Map<SectionKind, byte[]> plain = new LinkedHashMap<>();
        sections.forEach(kind -> plain.put(kind, kind.name().getBytes(StandardCharsets.UTF_8)));
        SectionSealer.Sealed sealed =
                new SectionSealer(new SecureRandom()).seal(origin.getSubmitterId(), origin.getNoticeId(), plain);
        delivery.setNotices(List.of(notice(origin, sealed.sections()))).setReleasedSections(released);
        return sealed;
    }

    private static NoticeOrigin origin(Instant at) {
        String noticeId = UUID.randomUUID().toString();
        return NoticeOrigin.newBuilder()
                .setSubmitterId("platform-a")
                .setNoticeId(noticeId)
                .setReceiptId("r-" + noticeId)
                .setKeyId("platform-a-1")
                .setPayloadSha256(ByteBuffer.wrap(Sha256.of(noticeId.getBytes(StandardCharsets.UTF_8))))
                .setAcceptedAt(at)
                .build();
    }

    private static SharedNotice notice(NoticeOrigin origin, List<SealedSection> sections) {
        return SharedNotice.newBuilder()
                .setOrigin(origin)
                .setKind(NoticeKind.NEW)
                .setCreatedAt(origin.getAcceptedAt())
                .setHarms(List.of(HarmType.SEXUAL_EXTORTION))
                .setPriority(Priority.STANDARD)
                .setChannel(Channel.CHAT)
                .setDetection(new Detection(DetectionMethod.USER_REPORT, true, DetectionContext.PRIVATE_MESSAGE))
                .setDisclosureBasis(DisclosureBasis.VOLUNTARY)
                .setSections(sections)
                .build();
    }
}
