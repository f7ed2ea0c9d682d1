package org.harborlight.connector.receipt;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.harborlight.connector.lane.Lanes;
import org.harborlight.connector.store.DeliveryStates;
import org.harborlight.connector.store.Formats;
import org.harborlight.connector.store.LaneId;
import org.harborlight.connector.store.SettledWatch;
import org.harborlight.schemas.Acknowledgement;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.DeliveryStatus;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.envelope.EnvelopeSigner;

/**
 * Brings what a partner acknowledged to the lane that owns the delivery. Where that is not a lane of this instance, the
 * acknowledgement goes to all instances by topic acknowledgements, and the books tell when the owner has settled it.
 * Thread-safe.
 */
public final class Acknowledgements {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Lanes lanes;
    private final DeliveryStates states;
    private final SettledWatch settled;
    private final Outlet outlet;
    private final InstantSource clock;
    private final SingleObject<Acknowledgement> format = SingleObject.of(Acknowledgement.class);

    /** How an acknowledgement gets to the other instances. */
    public record Outlet(Producer<String, byte[]> producer, Formats formats, EnvelopeSigner signer) {}

    public Acknowledgements(
            Lanes lanes, DeliveryStates states, SettledWatch settled, Outlet outlet, InstantSource clock) {
        this.lanes = lanes;
        this.states = states;
        this.settled = settled;
        this.outlet = outlet;
        this.clock = clock;
    }

    /**
     * How the pending delivery has ended; completes exceptionally when it has not in time, and repeating is safe.
     *
     * @param signed the receipt that the partner signed itself, verified
     */
    CompletableFuture<DeliveryStatus> settle(DeliveryState state, Optional<SignedEnvelope> signed) {
        return lanes.lateReceipt(
                        new LaneId(state.getPartnerId(), state.getLane()), state.getDeliveryId(), digest(state), signed)
                .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .thenCompose(applied -> switch (applied) {
                    case DONE -> CompletableFuture.completedFuture(DeliveryStatus.RECEIPTED);
                    case NOT_HERE -> forward(state, signed);
                });
    }

    private CompletableFuture<DeliveryStatus> forward(DeliveryState state, Optional<SignedEnvelope> signed) {
        CompletableFuture<DeliveryStatus> end = settled.end(state.getDeliveryId(), PATIENCE);
        Optional<DeliveryStatus> already = states.find(state.getDeliveryId())
                .map(DeliveryState::getState)
                .filter(status -> status != DeliveryStatus.PENDING);
        if (already.isPresent()) {
            end.complete(already.get());
        } else {
            var _ = outlet.producer().send(record(state, signed), (_, fault) -> {
                if (fault != null) {
                    end.completeExceptionally(fault);
                }
            });
        }
        return end;
    }

    private ProducerRecord<String, byte[]> record(DeliveryState state, Optional<SignedEnvelope> signed) {
        Acknowledgement acknowledgement = Acknowledgement.newBuilder()
                .setDeliveryId(state.getDeliveryId())
                .setPartnerId(state.getPartnerId())
                .setLane(state.getLane())
                .setDeliverySha256(digest(state))
                .setAt(clock.instant())
                .setPartnerReceipt(signed.orElse(null))
                .build();
        return new ProducerRecord<>(
                Topics.ACKNOWLEDGEMENTS,
                state.getDeliveryId(),
                outlet.formats()
                        .envelopes(Topics.ACKNOWLEDGEMENTS)
                        .encode(outlet.signer().sign(MediaTypes.ACKNOWLEDGEMENT, format.encode(acknowledgement))));
    }

    private static ByteBuffer digest(DeliveryState state) {
        ByteBuffer digest = state.getDeliverySha256();
        if (digest == null) {
            throw new IllegalArgumentException("a delivery that was never read cannot be acknowledged");
        }
        return digest;
    }
}
