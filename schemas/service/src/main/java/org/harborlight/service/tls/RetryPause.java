package org.harborlight.service.tls;

import java.time.Duration;
import java.time.Instant;

/** How long to wait after what went wrong: 10 s, each time twice as long, at most 5 min. Thread-safe. */
final class RetryPause {
    private static final Duration SHORTEST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private Duration last = Duration.ZERO;
    private Instant until = Instant.MIN;

    /** False where one goes on already: what fails at the same time counts once. */
    synchronized boolean begin(Instant now) {
        if (isOn(now)) {
            return false;
        }
        Duration next = last.isZero() ? SHORTEST : last.multipliedBy(2);
        last = next.compareTo(LONGEST) > 0 ? LONGEST : next;
        until = now.plus(last);
        return true;
    }

    synchronized void end() {
        last = Duration.ZERO;
        until = Instant.MIN;
    }

    synchronized boolean isOn(Instant now) {
        return now.isBefore(until);
    }
}
