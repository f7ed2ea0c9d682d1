package org.harborlight.processor.operator;

import java.time.Duration;

/**
 * How long one computation may still take, and how it pauses in between. By a clock that nobody sets: set back by an
 * hour, the time of day would let it take an hour. For one thread.
 */
final class Patience {
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final long end;

    Patience(Duration time) {
        this.end = System.nanoTime() + time.toNanos();
    }

    boolean over() {
        return System.nanoTime() - end >= 0 || Thread.currentThread().isInterrupted();
    }

    void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
