package org.harborlight.connector.lane;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When a failed delivery is tried again. The last step repeats until the span since the first failure is over. Full
 * jitter: each wait is drawn evenly from nothing to the step, so that the cases of a partner that comes back do not come
 * all at once. Immutable.
 *
 * @param span from the first failed attempt to giving up
 * @param longestRetryAfter a partner's Retry-After counts up to this
 */
public record RetrySchedule(List<Duration> steps, Duration span, Duration longestRetryAfter) {
    private static final Duration SHORTEST = Duration.ofMillis(1);

    public RetrySchedule {
        steps = List.copyOf(steps);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("a retry schedule has at least one step");
        }
    }

    /**
     * When to try again, at the latest at the moment of giving up; empty when that has come.
     *
     * @param attempts how many have failed, the last one included
     */
    public Optional<Instant> next(
            int attempts, Optional<Duration> retryAfter, Instant now, Instant expiresAt, RandomGenerator random) {
        if (!now.isBefore(expiresAt)) {
            return Optional.empty();
        }
        Duration step = steps.get(Math.clamp(attempts - 1L, 0, steps.size() - 1));
        Duration drawn = Duration.ofMillis(random.nextLong(step.toMillis() + 1));
        Duration asked =
                retryAfter.map(wait -> shorter(wait, longestRetryAfter)).orElse(SHORTEST);
        Instant at = now.plus(drawn.compareTo(asked) > 0 ? drawn : asked);
        return Optional.of(at.isBefore(expiresAt) ? at : expiresAt);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
