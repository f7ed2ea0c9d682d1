package org.harborlight.gateway.publish;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Whether the brokers acknowledge writes now: the last thing heard was an acknowledgement, and not long ago. Fed by the
 * canary and by every notice. Safe for all threads.
 */
public final class BrokerHealth {
    private final LongSupplier nanoTime;
    private final long tolerance;
    private final AtomicLong lastAcknowledged;
    private volatile boolean failing = true;

    /**
     * Starts as not answering.
     *
     * @param tolerance how old the last acknowledgement may be
     */
    public BrokerHealth(Duration tolerance, LongSupplier nanoTime) {
        this.tolerance = tolerance.toNanos();
        this.nanoTime = nanoTime;
        this.lastAcknowledged = new AtomicLong(nanoTime.getAsLong());
    }

    public boolean answering() {
        return !failing && nanoTime.getAsLong() - lastAcknowledged.get() < tolerance;
    }

    void acknowledged() {
        lastAcknowledged.set(nanoTime.getAsLong());
        failing = false;
    }

    void failed() {
        failing = true;
    }
}
