package org.harborlight.connector.receipt;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.json.JsonObject;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.harborlight.connector.lane.Lanes;
import org.harborlight.connector.lane.LateReceipt;
import org.harborlight.connector.store.DeliveryStates;
import org.harborlight.connector.store.LaneId;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.DeliveryStatus;
import org.harborlight.schemas.codec.Bytes;

/**
 * {@code POST /v1/deliveries/{deliveryId}/receipt}: a receipt that did not fit into the answer to a push. It is applied by
 * the lane that owns the delivery and by no one else; where that is another instance, the partner is asked to repeat. Runs
 * on a worker.
 */
final class ReceiptRoute implements DeliveryRoute {
    private static final long PATIENCE_SECONDS = 10;

    private final DeliveryStates states;
    private final Lanes lanes;

    ReceiptRoute(DeliveryStates states, Lanes lanes) {
        this.states = states;
        this.lanes = lanes;
    }

    @Override
    public CompletableFuture<Reply> answer(Caller.Partner caller, String deliveryId, ObjectNode body) {
        Optional<DeliveryState> found = states.find(deliveryId)
                .filter(state -> state.getPartnerId().equals(caller.id()))
                .filter(state -> state.getDeliverySha256() != null);
        if (found.isEmpty()) {
            return done(Reply.problem(ProblemType.NOT_FOUND));
        }
        DeliveryState state = found.get();
        if (!deliveryId.equals(body.path("deliveryId").textValue())) {
            return done(Reply.problem(ProblemType.INVALID_FIELD, List.of("/deliveryId")));
        }
        String digest = HexFormat.of().formatHex(Bytes.copy(state.getDeliverySha256()));
        if (!digest.equals(body.path("digest").textValue())) {
            return done(Reply.problem(ProblemType.INVALID_FIELD, List.of("/digest")));
        }
        return switch (state.getState()) {
            case RECEIPTED -> done(receipted(deliveryId));
            case PENDING -> apply(state);
            case REFUSED, EXPIRED, DEAD_LETTERED, UNSPECIFIED -> done(Reply.problem(ProblemType.ALREADY_SETTLED));
        };
    }

    private CompletableFuture<Reply> apply(DeliveryState state) {
        return lanes.lateReceipt(new LaneId(state.getPartnerId(), state.getLane()), state.getDeliveryId())
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .thenApply(applied -> applied == LateReceipt.Applied.DONE
                        ? receipted(state.getDeliveryId())
                        : Reply.problem(ProblemType.UNAVAILABLE))
                .exceptionally(_ -> Reply.problem(ProblemType.UNAVAILABLE));
    }

    private static Reply receipted(String deliveryId) {
        return Reply.ok(
                200, new JsonObject().put("deliveryId", deliveryId).put("state", DeliveryStatus.RECEIPTED.name()));
    }

    private static CompletableFuture<Reply> done(Reply reply) {
        return CompletableFuture.completedFuture(reply);
    }
}
