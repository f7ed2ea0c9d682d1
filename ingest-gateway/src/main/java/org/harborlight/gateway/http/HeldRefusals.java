package org.harborlight.gateway.http;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Holds refusals for want of room back for a while. A client that waits for its answer sends nothing meanwhile, so that
 * refusing does not take from accepting what the machine can do. A held refusal keeps its request, not its body, and only
 * so many are held. Thread-safe.
 */
public final class HeldRefusals {
    private final Duration delay;
    private final int most;
    private final AtomicInteger held = new AtomicInteger();

    /**
     * Holds none yet.
     *
     * @param delay zero holds nothing back
     * @param most at one time; what is refused beyond them is answered at once
     */
    public HeldRefusals(Duration delay, int most) {
        this.delay = delay;
        this.most = most;
    }

    /** Answers later, or at once. To be called on the event loop of the request, where the answer is given too. */
    void hold(Vertx vertx, Runnable answer) {
        if (delay.isZero() || !hasPlace()) {
            answer.run();
            return;
        }
        vertx.setTimer(delay.toMillis(), _ -> {
            held.decrementAndGet();
            answer.run();
        });
    }

    private boolean hasPlace() {
        if (held.incrementAndGet() > most) {
            held.decrementAndGet();
            return false;
        }
        return true;
    }

    int held() {
        return held.get();
    }
}
