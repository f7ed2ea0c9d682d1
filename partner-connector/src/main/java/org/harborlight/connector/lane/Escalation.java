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
import org.jspecify.annotations.Nullable;

/**
 * Tells another partner that a delivery has not reached the one it is for: a POINTER with harm, priority and basis,
 * and whom to ask, and nothing of the notice. Its id derives from the original's, so that a repeat is the same delivery.
 */
final class Escalation {
    static final String RULE = "escalation";

    /** What goes to the other partner's own lane of the same priority. */
    record Pointer(String topic, SignedEnvelope envelope, DeliveryState state) {}

    private final EnvelopeSigner signer;
    private final TopicProbe topics;
    private final SingleObject<Delivery> deliveries = SingleObject.of(Delivery.class);

    Escalation(EnvelopeSigner signer, TopicProbe topics) {
        this.signer = signer;
        this.topics = topics;
    }

    /**
     * Who would be told: the first of the agreed partners that can be, else a fallback desk.
     *
     * @param lane of the delivery, and of the pointer
     */
    Optional<Participant> desk(Directory directory, LaneId lane, List<String> agreed, boolean test) {
        return agreed.stream()
                .flatMap(id -> directory.participant(id).stream())
                .filter(desk -> canBeTold(desk, lane, test))
                .findFirst()
                .or(() -> directory.participants().stream()
                        .filter(Participant::getFallbackDesk)
                        .filter(desk -> canBeTold(desk, lane, test))
                        .min(Comparator.comparing(Participant::getParticipantId)));
    }

    /** Active, not the partner itself, taking tests where this is one, and with a topic. */
    private boolean canBeTold(Participant desk, LaneId lane, boolean test) {
        return desk.getStatus() == ParticipantStatus.ACTIVE
                && desk.getReceives()
                && !desk.getParticipantId().equals(lane.partnerId())
                && (!test || desk.getAcceptsTest())
                && topics.exists(new LaneId(desk.getParticipantId(), lane.lane()).topic());
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
                .setLane(delivery.getLane())
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
        return new Pointer(new LaneId(desk.getParticipantId(), delivery.getLane()).topic(), envelope, state);
    }

    /** What the desk gets. */
    static Delivery delivery(Delivery original, Participant desk, String directoryHead, Instant now) {
        return Delivery.newBuilder()
                .setDeliveryId(id(original.getDeliveryId(), desk.getParticipantId()))
                .setPartnerId(desk.getParticipantId())
                .setCaseId(original.getCaseId())
                .setLane(original.getLane())
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
                .setRecipientCountry(country(desk))
                .setSupportReferrals(List.of())
                .setDirectoryHead(directoryHead)
                .setDueBy(original.getDueBy())
                .build();
    }

    /** The desk's own: what it answers is shown under it. Null where it has several, or none. */
    private static @Nullable String country(Participant desk) {
        return desk.getCoverage().size() == 1 ? desk.getCoverage().getFirst() : null;
    }

    private static DeliveryReason reason(Delivery original, DeliveryReason reason) {
        return DeliveryReason.newBuilder()
                .setRuleId(RULE)
                .setRulesVersion(reason.getRulesVersion())
                .setBasis(reason.getBasis())
                .setCountry(reason.getCountry())
                .setText((original.getLane() == Lane.URGENT ? "An urgent delivery for " : "A delivery for ")
                        + original.getPartnerId()
                        + " has not reached it. Ask this partner, or the exchange's operator, about the case.")
                .build();
    }
}
