package org.harborlight.connector.receipt;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.harborlight.connector.store.DeliveryStates;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.Feedback;
import org.harborlight.schemas.FeedbackAnswer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /v1/deliveries/{deliveryId}/feedback}: a desk's answer. Answered 202 once the signed feedback is
 * acknowledged by the brokers. Runs on a worker.
 */
final class FeedbackRoute implements DeliveryRoute {
    private static final Logger LOG = LoggerFactory.getLogger(FeedbackRoute.class);

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final DeliveryStates states;
    private final FeedbackPublisher publisher;
    private final InstantSource clock;

    FeedbackRoute(DeliveryStates states, FeedbackPublisher publisher, InstantSource clock) {
        this.states = states;
        this.publisher = publisher;
        this.clock = clock;
    }

    @Override
    public CompletableFuture<Reply> answer(Caller.Partner caller, String deliveryId, ObjectNode body) {
        Optional<DeliveryState> state = own(caller, deliveryId);
        if (state.isEmpty()) {
            // Another instance may have shown it, and this one may have just been started.
            boolean certain = states.catchUp(PATIENCE);
            state = own(caller, deliveryId);
            if (state.isEmpty()) {
                return CompletableFuture.completedFuture(
                        Reply.problem(certain ? ProblemType.NOT_FOUND : ProblemType.UNAVAILABLE));
            }
        }
        Instant now = clock.instant();
        return switch (FeedbackRequest.read(body, now)) {
            case FeedbackRequest.Invalid invalid ->
                CompletableFuture.completedFuture(Reply.problem(ProblemType.INVALID_FIELD, invalid.pointers()));
            case FeedbackRequest.Valid valid -> publish(valid.about(state.get(), now));
        };
    }

    private Optional<DeliveryState> own(Caller.Partner caller, String deliveryId) {
        return states.find(deliveryId)
                .filter(found -> found.getPartnerId().equals(caller.id()))
                .filter(found -> found.getDeliverySha256() != null);
    }

    private CompletableFuture<Reply> publish(Feedback feedback) {
        if (feedback.getAnswer() == FeedbackAnswer.CONTAINED_MATERIAL) {
            LOG.atError()
                    .addKeyValue("deliveryId", feedback.getDeliveryId())
                    .addKeyValue("partner", feedback.getPartnerId())
                    .addKeyValue("submitter", feedback.getSubmitterId())
                    .log("alarm: a sealed section contained material");
        }
        return publisher
                .publish(feedback)
                .thenApply(_ -> Reply.ok(202, new JsonObject().put("deliveryId", feedback.getDeliveryId())))
                .exceptionally(fault -> {
                    LOG.atWarn().setCause(fault).log("feedback was not acknowledged");
                    return Reply.problem(ProblemType.UNAVAILABLE);
                });
    }
}
