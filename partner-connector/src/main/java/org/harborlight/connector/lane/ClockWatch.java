package org.harborlight.connector.lane;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.harborlight.connector.store.LaneId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices when the time of day is put back, by which a lane would wait so much longer for its next attempts. Belongs to
 * the lane's thread.
 */
final class ClockWatch {
    private static final Logger LOG = LoggerFactory.getLogger(ClockWatch.class);
    /** Less is how clocks are kept right. */
    private static final Duration LEAST = Duration.ofSeconds(1);

    private final LaneId lane;
    private final InstantSource clock;
    private final InstantSource steady;
    private Duration ahead;

    ClockWatch(LaneId lane, InstantSource clock, InstantSource steady) {
        this.lane = lane;
        this.clock = clock;
        this.steady = steady;
        this.ahead = ahead();
    }

    /** By how much, since it was asked last; empty where it was not. */
    Optional<Duration> putBack() {
        Duration before = ahead;
        ahead = ahead();
        Duration back = before.minus(ahead);
        if (back.compareTo(LEAST) < 0) {
            return Optional.empty();
        }
        LOG.atWarn()
                .addKeyValue("lane", lane.name())
                .addKeyValue("seconds", back.toSeconds())
                .log("the time of day was put back, attempts that wait are made so much sooner");
        return Optional.of(back);
    }

    private Duration ahead() {
        return Duration.between(steady.instant(), clock.instant());
    }
}
