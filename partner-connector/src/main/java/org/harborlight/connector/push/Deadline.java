package org.harborlight.connector.push;

import java.time.Duration;

/**
 * The moment at which an attempt must have ended, whatever its steps took. Immutable.
 *
 * @param nanos on the scale of {@link System#nanoTime()}
 */
record Deadline(long nanos) {
    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /** Never less than a millisecond, so that a step that comes too late ends at once, by its own timeout. */
    Duration left() {
        return Duration.ofMillis(
                Math.max(1, Duration.ofNanos(nanos - System.nanoTime()).toMillis()));
    }

    boolean over() {
        return System.nanoTime() - nanos >= 0;
    }
}
