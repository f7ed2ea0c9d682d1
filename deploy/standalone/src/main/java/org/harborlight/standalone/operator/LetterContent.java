package org.harborlight.standalone.operator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.stream.Stream;
import org.harborlight.schemas.AcceptedNotice;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Signature;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.codec.DecodeException;
import org.harborlight.schemas.codec.WireFormats;
import org.harborlight.schemas.envelope.Sha256;
import org.harborlight.schemas.registry.SchemaRegistryException;

/**
 * What an operator may know of the record in a dead letter: ids, sizes and digests. What a notice says stays where it is,
 * in the clear part as in the sealed ones; nothing that is shown here was believed. Stateless.
 */
public final class LetterContent {
    private final WireFormats formats;

    public LetterContent(OperatorTopics topics) {
        this.formats = topics.formats();
    }

    /** Ids of the record, empty where it cannot be read. */
    public ObjectNode ids(PlacedLetter letter) {
        ObjectNode ids = JsonNodeFactory.instance.objectNode();
        byte[] original = Bytes.copy(letter.letter().getOriginal());
        String topic = letter.letter().getOrigin().getTopic();
        try {
            if (holdsNotices(topic)) {
                notice(formats.of(topic, AcceptedNotice.class).decode(original), ids);
            } else if (Topics.DELIVERIES.matcher(topic).matches()) {
                delivery(formats.of(topic, SignedEnvelope.class).decode(original), ids);
            }
        } catch (DecodeException | SchemaRegistryException e) {
            ids.put("readable", false);
        }
        return ids;
    }

    /** Whether its records are accepted notices, which can be redriven. */
    public static boolean holdsNotices(String topic) {
        return lane(topic).isPresent();
    }

    private static Optional<Lane> lane(String topic) {
        return Stream.of(Lane.URGENT, Lane.STANDARD)
                .filter(lane -> topic.equals(Topics.notices(lane)) || topic.equals(Topics.handovers(lane)))
                .findFirst();
    }

    private static void notice(AcceptedNotice notice, ObjectNode ids) {
        ids.put("submitterId", notice.getSubmitterId())
                .put("noticeId", notice.getNoticeId())
                .put("receiptId", notice.getReceiptId())
                .put("reference", notice.getReference())
                .put("lane", notice.getLane().name())
                .put("acceptedAt", notice.getAcceptedAt().toString());
        payload(
                notice.getEnvelope().getPayloadType(),
                Bytes.copy(notice.getEnvelope().getPayload()),
                ids);
        notice.getEnvelope().getSignatures().stream().map(Signature::getKeyId).forEach(ids.withArray("keyIds")::add);
    }

    private void delivery(SignedEnvelope envelope, ObjectNode ids) {
        payload(envelope.getPayloadType(), Bytes.copy(envelope.getPayload()), ids);
        envelope.getSignatures().stream().map(Signature::getKeyId).forEach(ids.withArray("keyIds")::add);
        Delivery delivery = formats.payload(Delivery.class).decode(envelope.getPayload());
        ids.put("deliveryId", delivery.getDeliveryId())
                .put("partnerId", delivery.getPartnerId())
                .put("caseId", delivery.getCaseId())
                .put("version", delivery.getVersion())
                .put("lane", delivery.getLane().name());
    }

    private static void payload(String type, byte[] payload, ObjectNode ids) {
        ids.put("payloadType", type).put("payloadBytes", payload.length).put("payloadSha256", Sha256.hex(payload));
    }
}
