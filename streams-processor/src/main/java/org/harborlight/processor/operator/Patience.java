package org.harborlight.processor.operator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** How long one computation may still take, and how it pauses in between. For one thread. */
final class Patience {
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final InstantSource clock;
    private final Instant end;

    Patience(InstantSource clock, Duration time) {
        this.clock = clock;
        this.end = clock.instant().plus(time);
    }

    boolean over() {
        return !clock.instant().isBefore(end) || Thread.currentThread().isInterrupted();
    }

    void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
