package org.harborlight.processor.link;

import java.time.Duration;

/**
 * How many versions a submitter's notices may add to one case within an hour of theirs; what comes on top goes out as
 * one digest. Immutable.
 *
 * @param versions where the submitter's directory entry does not say otherwise
 * @param hour how long the hour is
 * @param pause how long after it was decided to wait a notice goes out at the earliest: while the lane catches up, hours
 *     that are over do not make a digest of every few notices
 * @param mostWaiting notices in one digest
 */
public record VersionCap(int versions, Duration hour, Duration pause, int mostWaiting) {
    private static final int USUAL = 20;
    private static final int MOST_WAITING = 500;

    public static VersionCap defaults() {
        return new VersionCap(USUAL, Duration.ofHours(1), Duration.ofMinutes(1), MOST_WAITING);
    }

    public VersionCap of(int changedVersions) {
        return new VersionCap(changedVersions, hour, pause, mostWaiting);
    }
}
