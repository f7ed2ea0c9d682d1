package org.harborlight.processor.link;

import java.time.Instant;

/**
 * The newest acceptance time among verified notices: the clock that expiry goes by. It never runs ahead of the wall
 * clock, so that no timestamp, forged or mistaken, expires what is still young; after a restart it waits for the first
 * notice. Used by the stream thread of one task.
 */
final class VerifiedClock {
    private Instant newest = Instant.EPOCH;

    void saw(Instant acceptedAt) {
        newest = acceptedAt.isAfter(newest) ? acceptedAt : newest;
    }

    /** The time to expire by. */
    Instant now(long wallClockMs) {
        Instant wall = Instant.ofEpochMilli(wallClockMs);
        return newest.isAfter(wall) ? wall : newest;
    }
}
