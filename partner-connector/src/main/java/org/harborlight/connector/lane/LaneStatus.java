package org.harborlight.connector.lane;

import java.util.Locale;
import java.util.Optional;
import org.harborlight.connector.store.LaneId;
import org.jspecify.annotations.Nullable;

/** What others may see of a lane. Written by the lane's thread, read by any. */
public final class LaneStatus {
    /** Where a lane is in its life. */
    public enum Phase {
        STARTING,
        WAITING_FOR_TOPIC,
        JOINING,
        RUNNING,
        HELD,
        FAILED,
        STOPPED
    }

    private final LaneId lane;
    private final LaneMode mode;
    private volatile Phase phase = Phase.STARTING;
    private volatile int pending;
    private int failures;
    private volatile String breaker = "closed";
    private volatile @Nullable String reason;

    LaneStatus(LaneId lane, LaneMode mode) {
        this.lane = lane;
        this.mode = mode;
    }

    void enter(Phase next, @Nullable String why) {
        phase = next;
        reason = why;
    }

    void pending(int count) {
        pending = count;
    }

    void breaker(String state) {
        breaker = state;
    }

    /** Returns how many times in a row the lane has failed. */
    int failed(String why) {
        failures = failures + 1;
        enter(Phase.FAILED, why);
        return failures;
    }

    void recovered() {
        failures = 0;
    }

    public LaneId lane() {
        return lane;
    }

    public LaneMode mode() {
        return mode;
    }

    public Phase phase() {
        return phase;
    }

    public String phaseName() {
        return phase.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Deliveries that were read and are not settled. */
    public int pending() {
        return pending;
    }

    /** State of the circuit breaker: closed, open, half_open. */
    public String breaker() {
        return breaker;
    }

    /** Why it is held or failed. */
    public Optional<String> reason() {
        return Optional.ofNullable(reason);
    }
}
