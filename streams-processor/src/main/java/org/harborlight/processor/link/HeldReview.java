package org.harborlight.processor.link;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.harborlight.processor.route.RoutingSnapshot;
import org.harborlight.schemas.registry.SchemaRegistryException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Routes held cases again when the directory head or the known topics changed since the last full pass, and once after
 * every start. One run takes a bounded number of cases and the next one goes on from there. Used by the stream thread of
 * one task.
 */
final class HeldReview {
    private static final Logger LOG = LoggerFactory.getLogger(HeldReview.class);
    private static final String FROM_START = "";
    private static final String UNPROCESSABLE = "unprocessable";

    private final LaneContext lane;
    private final CaseReleasing releasing;
    private final CaseCabinet cabinet;
    private final CaseExits exits;
    private @Nullable Basis reviewed;
    private @Nullable Basis reviewing;
    private String position = FROM_START;

    HeldReview(LaneContext lane, CaseReleasing releasing, CaseCabinet cabinet, CaseExits exits) {
        this.lane = lane;
        this.releasing = releasing;
        this.cabinet = cabinet;
        this.exits = exits;
    }

    /** What a review goes by. */
    private record Basis(String directoryHead, Set<String> topics) {}

    void run(long wallClockMs) {
        RoutingSnapshot routing = lane.routing().get();
        Basis current = new Basis(routing.directory().head(), routing.deliveryTopics());
        if (current.equals(reviewed)) {
            return;
        }
        if (!current.equals(reviewing)) {
            reviewing = current;
            position = FROM_START;
        }
        List<String> caseKeys =
                cabinet.heldAfter(position, lane.bounds().review().batch());
        Verdicts verdicts = new Verdicts(lane.lane(), current.directoryHead(), Instant.ofEpochMilli(wallClockMs));
        caseKeys.forEach(caseKey -> review(caseKey, routing, verdicts));
        if (caseKeys.size() < lane.bounds().review().batch()) {
            reviewed = current;
        } else {
            position = caseKeys.getLast();
        }
    }

    /** A case that cannot be read or routed stays held and does not stop the lane; the next basis tries it again. */
    private void review(String caseKey, RoutingSnapshot routing, Verdicts verdicts) {
        Optional<CaseChange> change;
        try {
            change = cabinet.findWhole(caseKey).map(file -> releasing.review(file, routing, verdicts));
        } catch (KafkaException | SchemaRegistryException infrastructure) {
            throw infrastructure;
        } catch (RuntimeException poison) {
            LOG.atError()
                    .addKeyValue("reason", UNPROCESSABLE)
                    .addKeyValue("error", poison.getClass().getName())
                    .log("alarm: held case cannot be routed again");
            return;
        }
        change.ifPresent(released -> exits.carryOut(released, Instant.EPOCH));
    }
}
