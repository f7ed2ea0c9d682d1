package org.harborlight.processor.operator;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.harborlight.processor.operator.Health.Check;
import org.harborlight.processor.operator.Health.Status;

/**
 * Notices that the time of day was set back: the timers of Kafka's clients then stand until it has caught up, so that
 * nothing is committed, no heartbeat sent. For one thread.
 */
final class ClockWatch {
    private static final Duration MUCH = Duration.ofSeconds(5);

    private Instant latest = Instant.EPOCH;

    /** How far the time of day is behind what it has been. */
    Duration behind(Instant now) {
        latest = now.isAfter(latest) ? now : latest;
        return Duration.between(now, latest);
    }

    static Check check(Duration behind) {
        long seconds = behind.toSeconds();
        return behind.compareTo(MUCH) < 0
                ? new Check("clock", Status.OK, "goes on", Map.of())
                : new Check(
                        "clock",
                        Status.CRITICAL,
                        "was set back, and has " + seconds
                                + " s to catch up, until which nothing may move: set it right,"
                                + " and restart the processor",
                        Map.of("seconds", seconds));
    }
}
