package org.harborlight.processor.link;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What is left of its submitters' hours in one case, and when what waits goes out. Immutable.
 *
 * @param hours of submitters that added versions; those that are over are left out as others begin
 * @param dueAt when the digest is due, in milliseconds since 1970; counts only while a notice waits
 * @param indexedAt under which time the case stands in the index of digests, 0 for none
 */
record Allowance(List<Hour> hours, long dueAt, long indexedAt) {
    static final Allowance WHOLE = new Allowance(List.of(), 0, 0);

    /** Beyond these a submitter's versions are not counted: too many go out rather than too few. */
    private static final int MOST_HOURS = 256;

    Allowance {
        hours = List.copyOf(hours);
    }

    /** One submitter's, from the acceptance of the notice that began it. */
    record Hour(String submitterId, Instant startedAt, int versions) {
        boolean isOver(Instant at, Duration length) {
            return !at.isBefore(startedAt.plus(length));
        }
    }

    /** Versions that the submitter has added in the hour that is running then. */
    int used(String submitterId, Instant at, Duration length) {
        return hours.stream()
                .filter(hour -> hour.submitterId().equals(submitterId) && !hour.isOver(at, length))
                .mapToInt(Hour::versions)
                .findFirst()
                .orElse(0);
    }

    /** When the submitter's hour is over; one that is not running would begin now. */
    Instant endOfHour(String submitterId, Instant at, Duration length) {
        return hours.stream()
                .filter(hour -> hour.submitterId().equals(submitterId) && !hour.isOver(at, length))
                .map(hour -> hour.startedAt().plus(length))
                .findFirst()
                .orElse(at.plus(length));
    }

    /** With one more version of the submitter. */
    Allowance counting(String submitterId, Instant at, Duration length) {
        List<Hour> running = new ArrayList<>();
        Hour own = new Hour(submitterId, at, 0);
        for (Hour hour : hours) {
            if (hour.submitterId().equals(submitterId)) {
                own = hour.isOver(at, length) ? own : hour;
            } else if (!hour.isOver(at, length)) {
                running.add(hour);
            }
        }
        if (running.size() < MOST_HOURS) {
            running.add(new Hour(submitterId, own.startedAt(), own.versions() + 1));
        }
        return new Allowance(running, dueAt, indexedAt);
    }

    /** The digest goes out at that time, or earlier if it would anyway. */
    Allowance due(long at, boolean someWait) {
        return new Allowance(hours, someWait && dueAt > 0 ? Math.min(dueAt, at) : at, indexedAt);
    }
}
