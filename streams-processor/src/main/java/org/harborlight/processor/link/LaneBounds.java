package org.harborlight.processor.link;

import java.time.Duration;

/**
 * Bounds of one lane: how long it remembers, how often it looks after held cases and expiry, how much it does in one go,
 * and how large a snapshot may become. Immutable.
 *
 * @param retention how long references and cases are kept after they were last touched
 * @param sweep how often what is due is forgotten, and how many entries at most
 * @param review how often held cases, digests and answers are looked after, and how many cases at most
 * @param snapshotBytes notice payloads in one delivery, in bytes
 * @param wholeCaseBytes notice payloads read for a retraction or a review, in bytes
 * @param cap how many versions of a case a submitter may make
 * @param versionsBefore every version of a case that is given out is higher
 */
public record LaneBounds(
        Duration retention,
        Turn sweep,
        Turn review,
        int snapshotBytes,
        int wholeCaseBytes,
        VersionCap cap,
        int versionsBefore) {
    private static final int KIB = 1024;

    /** Work that is done a part at a time. */
    public record Turn(Duration interval, int batch) {}

    /** 90 days, a snapshot of 700 KiB. */
    public static LaneBounds defaults() {
        return new LaneBounds(
                Duration.ofDays(90),
                new Turn(Duration.ofMinutes(1), 500),
                new Turn(Duration.ofSeconds(1), 100),
                700 * KIB,
                16 * KIB * KIB,
                VersionCap.defaults(),
                0);
    }

    public LaneBounds with(VersionCap changedCap) {
        return new LaneBounds(retention, sweep, review, snapshotBytes, wholeCaseBytes, changedCap, versionsBefore);
    }

    public LaneBounds keeping(Duration changedRetention) {
        return new LaneBounds(changedRetention, sweep, review, snapshotBytes, wholeCaseBytes, cap, versionsBefore);
    }

    /** After a restore: every version of a case that is given out is higher than that. */
    public LaneBounds after(int changedVersions) {
        return new LaneBounds(retention, sweep, review, snapshotBytes, wholeCaseBytes, cap, changedVersions);
    }
}
