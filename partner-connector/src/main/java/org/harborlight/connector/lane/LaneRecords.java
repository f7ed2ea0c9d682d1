package org.harborlight.connector.lane;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.harborlight.connector.store.Formats;
import org.harborlight.schemas.DeadLetter;
import org.harborlight.schemas.DeliveryReceipt;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.schemas.Origin;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.envelope.EnvelopeSigner;
import org.jspecify.annotations.Nullable;

/** Encodes what a lane writes. Thread-safe. */
final class LaneRecords {
    private final Formats formats;
    private final EnvelopeSigner signer;
    private final SingleObject<DeliveryReceipt> receipts = SingleObject.of(DeliveryReceipt.class);

    LaneRecords(Formats formats, EnvelopeSigner signer) {
        this.formats = formats;
        this.signer = signer;
    }

    ProducerRecord<String, byte[]> state(DeliveryState state) {
        return new ProducerRecord<>(
                Topics.DELIVERY_STATE, state.getDeliveryId(), formats.states().encode(state));
    }

    /** The signed receipt of a delivery that the partner has taken, with the one that the partner signed itself. */
    ProducerRecord<String, byte[]> receipt(DeliveryState state, Optional<SignedEnvelope> signed, Instant at) {
        DeliveryReceipt receipt = DeliveryReceipt.newBuilder()
                .setDeliveryId(state.getDeliveryId())
                .setPartnerId(state.getPartnerId())
                .setCaseId(state.getCaseId())
                .setSubmitterId(state.getSubmitterId())
                .setNoticeId(state.getNoticeId())
                .setDeliverySha256(state.getDeliverySha256())
                .setAttempts(state.getAttempts())
                .setAcceptedAt(state.getAcceptedAt())
                .setAt(at)
                .setPartnerReceipt(signed.orElse(null))
                .build();
        SignedEnvelope envelope = signer.sign(MediaTypes.DELIVERY_RECEIPT, receipts.encode(receipt));
        return new ProducerRecord<>(
                Topics.RECEIPTS,
                Topics.noticeKey(state.getSubmitterId(), state.getNoticeId()),
                formats.envelopes(Topics.RECEIPTS).encode(envelope));
    }

    ProducerRecord<String, byte[]> deadLetter(
            @Nullable String key, byte @Nullable [] original, Origin origin, String reason, Instant at) {
        DeadLetter letter = DeadLetter.newBuilder()
                .setOriginal(ByteBuffer.wrap(original == null ? new byte[0] : original))
                .setReason(reason)
                .setOrigin(origin)
                .setAt(at)
                .build();
        return new ProducerRecord<>(
                Topics.DEAD_LETTERS, key, formats.deadLetters().encode(letter));
    }

    ProducerRecord<String, byte[]> delivery(String topic, String caseId, SignedEnvelope envelope) {
        return new ProducerRecord<>(topic, caseId, formats.envelopes(topic).encode(envelope));
    }
}
