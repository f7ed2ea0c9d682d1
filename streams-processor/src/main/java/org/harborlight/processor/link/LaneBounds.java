package org.harborlight.processor.link;

import java.time.Duration;

/**
 * Bounds of one lane: how long it remembers, how often it looks after held cases and expiry, how much it does in one go,
 * and how large a snapshot may become. Immutable.
 *
 * @param retention how long references and cases are kept after they were last touched
 * @param sweepInterval how often what is due is forgotten
 * @param sweepBatch how many entries one sweep forgets at most
 * @param reviewInterval how often held cases are looked after when directory or topics change
 * @param reviewBatch how many held cases one review routes again at most
 * @param snapshotBytes notice payloads in one delivery, in bytes
 * @param wholeCaseBytes notice payloads read for a retraction or a review, in bytes
 */
public record LaneBounds(
        Duration retention,
        Duration sweepInterval,
        int sweepBatch,
        Duration reviewInterval,
        int reviewBatch,
        int snapshotBytes,
        int wholeCaseBytes) {
    private static final int KIB = 1024;

    /** 90 days, a snapshot of 700 KiB. */
    public static LaneBounds defaults() {
        return new LaneBounds(
                Duration.ofDays(90), Duration.ofMinutes(1), 500, Duration.ofSeconds(1), 100, 700 * KIB, 16 * KIB * KIB);
    }
}
