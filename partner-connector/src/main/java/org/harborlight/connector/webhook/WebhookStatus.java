package org.harborlight.connector.webhook;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What others may see of one submitter's webhook. Written by its thread, read by any. */
public final class WebhookStatus {
    /** How it stands. */
    public enum Phase {
        STARTING,
        /** Nothing has failed since something was told. */
        RUNNING,
        /** Events wait to be tried again. */
        FAILING,
        /** The endpoint answered 410. */
        RESTING,
        /** A fault of ours; it starts anew. */
        FAILED,
        STOPPED
    }

    private final String submitterId;
    private volatile Phase phase = Phase.STARTING;
    private volatile @Nullable String reason;
    private volatile int pending;
    private volatile Optional<Instant> oldest = Optional.empty();
    private volatile Optional<Instant> lastGivenUp = Optional.empty();
    private volatile String breaker = "closed";
    private int failures;

    WebhookStatus(String submitterId) {
        this.submitterId = submitterId;
    }

    void enter(Phase next, @Nullable String why) {
        phase = next;
        reason = why;
    }

    void show(EventWindow window, String breakerState) {
        pending = window.size();
        oldest = window.oldest();
        breaker = breakerState;
    }

    /** What waits is no longer its business: another one's, or nobody's. */
    void stopped() {
        enter(Phase.STOPPED, null);
        pending = 0;
        oldest = Optional.empty();
    }

    void gaveUp(Instant at) {
        lastGivenUp = Optional.of(at);
    }

    /** Returns how many times in a row its thread has failed. */
    int failed(String why) {
        failures = failures + 1;
        enter(Phase.FAILED, why);
        return failures;
    }

    void recovered() {
        failures = 0;
    }

    public String submitterId() {
        return submitterId;
    }

    public Phase phase() {
        return phase;
    }

    public String phaseName() {
        return phase.name().toLowerCase(Locale.ROOT);
    }

    /** Code of the last failure, where something fails. */
    public Optional<String> reason() {
        return Optional.ofNullable(reason);
    }

    /** Events that were read here and wait; more may stand in the topic behind them. */
    public int pending() {
        return pending;
    }

    /** Since when the oldest of them waits. */
    public Optional<Instant> oldest() {
        return oldest;
    }

    /** When an event was last given up, since the start. */
    public Optional<Instant> lastGivenUp() {
        return lastGivenUp;
    }

    /** State of the circuit breaker: closed, open, half_open. */
    public String breaker() {
        return breaker;
    }
}
