package org.harborlight.service;

import java.time.Instant;
import java.time.InstantSource;

/**
 * Goes on at its pace whatever is done to the time of day: for how long something lasts, never for when it was. Safe for
 * all threads.
 */
public final class SteadyClock implements InstantSource {
    private final Instant began = Instant.now();
    private final long nanos = System.nanoTime();

    @Override
    public Instant instant() {
        return began.plusNanos(System.nanoTime() - nanos);
    }
}
