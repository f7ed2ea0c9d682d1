package org.harborlight.schemas.notice;

import java.time.Duration;

/** Bounds of a notice. Counts are of list entries, sizes in bytes. */
public record NoticeLimits(
        int contentReferences, int actors, int observations, int sectionBytes, Duration maxAhead, Duration maxAge) {
    public static NoticeLimits defaults() {
        return new NoticeLimits(64, 16, 64, 16 * 1024, Duration.ofMinutes(5), Duration.ofDays(30));
    }
}
