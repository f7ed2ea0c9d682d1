package org.harborlight.e2e;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What was answered to requests that were begun since it was made, and how long that took. Safe for all threads. */
final class AnswerTally {
    static final String ACCEPTED = "accepted";
    static final String NONE = "no answer";

    private final long since = System.nanoTime();
    private final Map<String, Integer> counts = new TreeMap<>();
    private long slowestNanos;
    private Optional<Duration> firstAccepted = Optional.empty();

    synchronized void add(long begunNanos, String answer) {
        if (begunNanos - since < 0) {
            return;
        }
        long now = System.nanoTime();
        counts.merge(answer, 1, Integer::sum);
        slowestNanos = Math.max(slowestNanos, now - begunNanos);
        if (answer.equals(ACCEPTED) && firstAccepted.isEmpty()) {
            firstAccepted = Optional.of(Duration.ofNanos(now - since));
        }
    }

    /** By status and reason. */
    synchronized Map<String, Integer> counts() {
        return Map.copyOf(counts);
    }

    /** How long after it was made something was accepted. */
    synchronized Optional<Duration> firstAccepted() {
        return firstAccepted;
    }

    synchronized Duration slowest() {
        return Duration.ofNanos(slowestNanos);
    }
}
