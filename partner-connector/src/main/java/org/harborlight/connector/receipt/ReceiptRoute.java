package org.harborlight.connector.receipt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.harborlight.connector.push.PartnerReceipts;
import org.harborlight.connector.push.PushRequest;
import org.harborlight.connector.store.DeliveryStates;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.DeliveryStatus;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.codec.Bytes;

/**
 * {@code POST /v1/deliveries/{deliveryId}/receipt}: a receipt that did not fit into the answer to a push. It is applied by
 * the lane that owns the delivery and by no one else, whichever instance that is. Runs on a worker.
 */
final class ReceiptRoute implements DeliveryRoute {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final DeliveryStates states;
    private final Acknowledgements acknowledgements;
    private final ReceiptMetrics metrics;
    private final InstantSource clock;

    ReceiptRoute(
            DeliveryStates states, Acknowledgements acknowledgements, ReceiptMetrics metrics, InstantSource clock) {
        this.states = states;
        this.metrics = metrics;
        this.clock = clock;
        this.acknowledgements = acknowledgements;
    }

    /** What became of a receipt. */
    sealed interface Settled {
        /** The delivery is receipted, now or since earlier. */
        record Done() implements Settled {}

        /**
         * Nothing has changed.
         *
         * @param detail code of what is wrong with a signed receipt, empty for the rest
         */
        record Not(ProblemType reason, List<String> pointers, String detail) implements Settled {
            Not(ProblemType reason) {
                this(reason, List.of(), "");
            }
        }
    }

    @Override
    public CompletableFuture<Reply> answer(Caller.Partner caller, String deliveryId, ObjectNode body) {
        if (!deliveryId.equals(body.path("deliveryId").textValue())) {
            return own(caller, deliveryId).isPresent()
                    ? CompletableFuture.completedFuture(
                            Reply.problem(ProblemType.INVALID_FIELD, List.of("/deliveryId")))
                    : CompletableFuture.completedFuture(Reply.problem(ProblemType.NOT_FOUND));
        }
        return settle(caller, deliveryId, body, booksOfNow()).thenApply(settled -> switch (settled) {
            case Settled.Done _ -> receipted(deliveryId);
            case Settled.Not not -> Reply.problem(not.reason(), not.pointers(), not.detail());
        });
    }

    /**
     * Settles one.
     *
     * @param echo with the digest as the caller has it, and its own signed receipt where it signs
     * @param caughtUp one {@link #booksOfNow} for each request
     */
    CompletableFuture<Settled> settle(
            Caller.Partner caller, String deliveryId, JsonNode echo, BooleanSupplier caughtUp) {
        Optional<DeliveryState> found = own(caller, deliveryId);
        if (found.isEmpty()) {
            // Another instance may have shown it, and this one may have just been started.
            boolean certain = caughtUp.getAsBoolean();
            found = own(caller, deliveryId);
            if (found.isEmpty()) {
                return done(new Settled.Not(certain ? ProblemType.NOT_FOUND : ProblemType.UNAVAILABLE));
            }
        }
        DeliveryState state = found.get();
        String digest = HexFormat.of().formatHex(Bytes.copy(state.getDeliverySha256()));
        if (!digest.equals(echo.path("digest").textValue())) {
            return done(new Settled.Not(ProblemType.INVALID_FIELD, List.of("/digest"), ""));
        }
        PushRequest.Item item = new PushRequest.Item(deliveryId, digest);
        return switch (PartnerReceipts.judge(echo, item, caller.participant(), clock.instant())) {
            case PartnerReceipts.Judgement.DoesNot not -> {
                metrics.refused(caller.id(), not.reason());
                yield done(new Settled.Not(ProblemType.INVALID_RECEIPT, List.of(), not.reason()));
            }
            case PartnerReceipts.Judgement.Holds holds -> settle(state, holds.signed());
        };
    }

    /** Whether this instance knows what the others do; waits for it when it is asked first. For one thread. */
    BooleanSupplier booksOfNow() {
        return new BooleanSupplier() {
            private Optional<Boolean> known = Optional.empty();

            @Override
            public boolean getAsBoolean() {
                boolean caughtUp = known.orElseGet(() -> states.catchUp(PATIENCE));
                known = Optional.of(caughtUp);
                return caughtUp;
            }
        };
    }

    private CompletableFuture<Settled> settle(DeliveryState state, Optional<SignedEnvelope> signed) {
        return state.getState() == DeliveryStatus.PENDING
                ? acknowledgements
                        .settle(state, signed)
                        .thenApply(ReceiptRoute::ended)
                        .exceptionally(_ -> new Settled.Not(ProblemType.UNAVAILABLE))
                : done(ended(state.getState()));
    }

    private Optional<DeliveryState> own(Caller.Partner caller, String deliveryId) {
        return states.find(deliveryId)
                .filter(state -> state.getPartnerId().equals(caller.id()))
                .filter(state -> state.getDeliverySha256() != null);
    }

    private static Settled ended(DeliveryStatus end) {
        return end == DeliveryStatus.RECEIPTED ? new Settled.Done() : new Settled.Not(ProblemType.ALREADY_SETTLED);
    }

    private static Reply receipted(String deliveryId) {
        return Reply.ok(
                200, new JsonObject().put("deliveryId", deliveryId).put("state", DeliveryStatus.RECEIPTED.name()));
    }

    private static CompletableFuture<Settled> done(Settled settled) {
        return CompletableFuture.completedFuture(settled);
    }
}
