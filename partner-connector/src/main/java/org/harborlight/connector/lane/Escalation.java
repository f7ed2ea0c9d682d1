package org.harborlight.connector.lane;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.harborlight.connector.push.SignedDelivery;
import org.harborlight.connector.store.LaneId;
import org.harborlight.connector.store.TopicProbe;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.DeliveryKind;
import org.harborlight.schemas.DeliveryReason;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.DeliveryStatus;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.ParticipantStatus;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.directory.Directory;
import org.harborlight.schemas.envelope.EnvelopeSigner;
import org.harborlight.schemas.envelope.Sha256;

/**
 * Tells the fallback desk that an urgent delivery has not reached its partner: a POINTER with harm, priority and basis,
 * and whom to ask, and nothing of the notice. Its id derives from the original's, so that a repeat is the same delivery.
 */
final class Escalation {
    static final String RULE = "escalation";

    /** What goes to the fallback desk's own urgent lane. */
    record Pointer(String topic, SignedEnvelope envelope, DeliveryState state) {}

    private final EnvelopeSigner signer;
    private final TopicProbe topics;
    private final SingleObject<Delivery> deliveries = SingleObject.of(Delivery.class);

    Escalation(EnvelopeSigner signer, TopicProbe topics) {
        this.signer = signer;
        this.topics = topics;
    }

    /** The desk that would be told: active, not the partner itself, and taking tests where this is one. */
    Optional<Participant> desk(Directory directory, String partnerId, boolean test) {
        return directory.participants().stream()
                .filter(Participant::getFallbackDesk)
                .filter(desk -> desk.getStatus() == ParticipantStatus.ACTIVE && desk.getReceives())
                .filter(desk -> !desk.getParticipantId().equals(partnerId))
                .filter(desk -> !test || desk.getAcceptsTest())
                .filter(desk -> topics.exists(new LaneId(desk.getParticipantId(), Lane.URGENT).topic()))
                .min(Comparator.comparing(Participant::getParticipantId));
    }

    /** A pointer is not escalated again. */
    static boolean isPointer(Delivery delivery) {
        return delivery.getReasons().stream().anyMatch(reason -> RULE.equals(reason.getRuleId()));
    }

    static String id(String deliveryId, String deskId) {
        byte[] input =
                (RULE + "/" + deliveryId.length() + "/" + deliveryId + "/" + deskId).getBytes(StandardCharsets.UTF_8);
        return Sha256.hex(input).substring(0, 32);
    }

    Pointer pointer(SignedDelivery original, Participant desk, String directoryHead, Instant now) {
        Delivery delivery = delivery(original.delivery(), desk, directoryHead, now);
        SignedEnvelope envelope = signer.sign(MediaTypes.DELIVERY, deliveries.encode(delivery));
        DeliveryState state = DeliveryState.newBuilder()
                .setDeliveryId(delivery.getDeliveryId())
                .setPartnerId(delivery.getPartnerId())
                .setLane(Lane.URGENT)
                .setCaseId(delivery.getCaseId())
                .setVersion(delivery.getVersion())
                .setKind(DeliveryKind.POINTER)
                .setSubmitterId(delivery.getTrigger().getSubmitterId())
                .setNoticeId(delivery.getTrigger().getNoticeId())
                .setRecipientKind(delivery.getRecipientKind())
                .setRecipientCountry(delivery.getRecipientCountry())
                .setAcceptedAt(delivery.getTrigger().getAcceptedAt())
                .setState(DeliveryStatus.PENDING)
                .setUpdatedAt(now)
                .build();
        return new Pointer(new LaneId(desk.getParticipantId(), Lane.URGENT).topic(), envelope, state);
    }

    private static Delivery delivery(Delivery original, Participant desk, String directoryHead, Instant now) {
        return Delivery.newBuilder()
                .setDeliveryId(id(original.getDeliveryId(), desk.getParticipantId()))
                .setPartnerId(desk.getParticipantId())
                .setCaseId(original.getCaseId())
                .setLane(Lane.URGENT)
                .setVersion(original.getVersion())
                .setKind(DeliveryKind.POINTER)
                .setTest(original.getTest())
                .setPriority(original.getPriority())
                .setHarms(original.getHarms())
                .setTrigger(original.getTrigger())
                .setOpenedAt(original.getOpenedAt())
                .setDecidedAt(now)
                .setChanged(List.of("partner-not-reached"))
                .setNotices(List.of())
                .setLinks(List.of())
                .setLinkCount(0)
                .setReasons(original.getReasons().stream()
                        .map(reason -> reason(original, reason))
                        .toList())
                .setFacts(List.of())
                .setSafeguards(List.of())
                .setReleasedSections(List.of())
                .setRecipientKind(desk.getKind())
                .setRecipientCountry(original.getRecipientCountry())
                .setSupportReferrals(List.of())
                .setDirectoryHead(directoryHead)
                .setDueBy(original.getDueBy())
                .build();
    }

    private static DeliveryReason reason(Delivery original, DeliveryReason reason) {
        return DeliveryReason.newBuilder()
                .setRuleId(RULE)
                .setRulesVersion(reason.getRulesVersion())
                .setBasis(reason.getBasis())
                .setCountry(reason.getCountry())
                .setText("An urgent delivery for " + original.getPartnerId()
                        + " has not reached it. Ask this partner, or the exchange's operator, about the case.")
                .build();
    }
}
