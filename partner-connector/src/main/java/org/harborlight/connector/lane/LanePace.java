package org.harborlight.connector.lane;

import java.time.Duration;
import org.harborlight.connector.store.LaneId;

/** A lane's part in the pace of its partner, by what is agreed at the time of asking. Nothing is paced where nothing is sent. */
final class LanePace {
    private final LaneId lane;
    private final LaneMode mode;
    private final LaneServices services;
    private final PartnerPace pace;

    LanePace(LaneStatus status, LaneServices services, PartnerPace pace) {
        this.lane = status.lane();
        this.mode = status.mode();
        this.services = services;
        this.pace = pace;
    }

    /** How many requests of the lane may be under way at once, if the other lane has none. */
    int parallel() {
        return limits().atOnce().orElse(services.policy().parallel());
    }

    /** As much as may be sent now: requests, each with so many deliveries. */
    PartnerPace.Turn take(int requests, int size) {
        return pace.take(lane.lane(), limits(), requests, requests * size);
    }

    /** Gives back what these deliveries do not need. */
    void keep(PartnerPace.Turn turn, int deliveries, int size) {
        if (!turn.isEmpty()) {
            pace.keep(turn, Math.ceilDiv(deliveries, size), deliveries);
        }
    }

    void done(PartnerPace.Turn turn, int sent) {
        if (!turn.isEmpty()) {
            pace.done(turn, sent);
        }
    }

    boolean room() {
        return pace.room(lane.lane(), limits());
    }

    void await(Duration patience) {
        pace.await(lane.lane(), limits(), patience);
    }

    private PartnerPace.Limits limits() {
        return mode == LaneMode.PULL
                ? PartnerPace.Limits.NONE
                : services.agreement(lane).pace();
    }
}
