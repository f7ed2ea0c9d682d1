package org.harborlight.connector.lane;

import java.time.Duration;
import org.harborlight.connector.push.LaneBreaker;
import org.harborlight.schemas.DeliveryAgreement;
import org.jspecify.annotations.Nullable;

/**
 * How lanes behave.
 *
 * @param parallel requests of a lane that are under way at once
 * @param commitInterval how long a lane goes on sending before it commits; what was sent since the last commit is sent
 *     again after a kill
 * @param mostPending a lane with this many pending deliveries reads no new ones until some are settled
 * @param pause how long a standard lane rests after HTTP 410, unless the partner's directory entry changes
 * @param inbox how long a delivery may wait for a partner that pulls
 * @param restart how long a failed lane waits before it starts again: first, and at most
 */
public record LanePolicy(
        RetrySchedule retries,
        LaneBreaker.Settings breaker,
        int parallel,
        Duration commitInterval,
        int mostPending,
        Duration pause,
        InboxPatience inbox,
        Restart restart) {
    /** What is agreed about repeating, and as configured where nothing is. */
    public RetrySchedule retries(@Nullable DeliveryAgreement agreed) {
        return Agreement.of(agreed, this).retries();
    }

    /** How many requests may be under way at once. */
    public int atOnce(@Nullable DeliveryAgreement agreed) {
        return Math.min(parallel, Agreement.of(agreed, this).pace().atOnce().orElse(parallel));
    }

    /** Doubles from the first to the longest wait. */
    public record Restart(Duration first, Duration longest) {
        public Duration after(int failures) {
            Duration wait = first.multipliedBy(1L << Math.min(failures - 1, 16));
            return wait.compareTo(longest) < 0 ? wait : longest;
        }
    }
}
