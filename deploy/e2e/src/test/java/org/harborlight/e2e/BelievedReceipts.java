package org.harborlight.e2e;

import static org.awaitility.Awaitility.await;

import java.util.Objects;
import java.util.Optional;
import org.harborlight.schemas.DeliveryReceipt;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.envelope.SigningKey;

/** Which receipts of desks the exchange has believed, and why it has not believed others. For one thread. */
final class BelievedReceipts {
    private final KillableExchange exchange;

    BelievedReceipts(KillableExchange exchange) {
        this.exchange = exchange;
    }

    /** How many there are that a desk signed with this key. */
    long by(SigningKey key) {
        SingleObject<DeliveryReceipt> receipts = SingleObject.of(DeliveryReceipt.class);
        return CommittedRecords.read(
                        exchange.kafka(), Topics.RECEIPTS, exchange.formats().of(Topics.RECEIPTS, SignedEnvelope.class))
                .stream()
                .map(envelope -> receipts.decode(Bytes.copy(envelope.getPayload())))
                .filter(receipt -> Optional.ofNullable(receipt.getPartnerReceipt()).stream()
                        .flatMap(own -> own.getSignatures().stream())
                        .anyMatch(signature -> signature.getKeyId().equals(key.keyId())))
                .count();
    }

    void awaitBy(SigningKey key) {
        long before = by(key);
        await("a receipt by " + key.keyId()).atMost(RotationScene.PATIENCE).until(() -> by(key) > before);
    }

    /** One more delivery waits because its receipt was not believed. */
    void awaitDisbelief(String reason) {
        long before = disbelieved(reason);
        await(reason).atMost(RotationScene.PATIENCE).until(() -> disbelieved(reason) > before);
    }

    private long disbelieved(String reason) {
        return CommittedRecords.read(
                        exchange.kafka(),
                        Topics.DELIVERY_STATE,
                        exchange.formats().of(Topics.DELIVERY_STATE, DeliveryState.class))
                .stream()
                .filter(state -> reason.equals(Objects.toString(state.getReason(), "")))
                .map(DeliveryState::getDeliveryId)
                .distinct()
                .count();
    }
}
