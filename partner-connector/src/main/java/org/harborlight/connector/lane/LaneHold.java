package org.harborlight.connector.lane;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.harborlight.schemas.Participant;
import org.jspecify.annotations.Nullable;

/**
 * Why a lane, or a webhook, may not send at the moment: its breaker is open, or the participant answered 410. A pause
 * after 410 ends when its time is over or when the participant's directory entry changes. Belongs to the lane's thread.
 */
public final class LaneHold {
    /** The reason after 410. */
    public static final String PAUSED = "paused";

    /** Nothing is sent until then. */
    public record Held(String reason, Instant until) {}

    private final Function<Instant, Optional<Instant>> openUntil;
    private final Duration pause;
    private final Supplier<Optional<Participant>> partner;
    private final InstantSource steady;
    private @Nullable Instant pausedUntil;
    private Optional<Participant> pausedPartner = Optional.empty();

    /**
     * @param openUntil until when there is no way to the partner, where it is now so late; empty when there is one
     * @param steady is never put back
     */
    public LaneHold(
            Function<Instant, Optional<Instant>> openUntil,
            Duration pause,
            Supplier<Optional<Participant>> partner,
            InstantSource steady) {
        this.openUntil = openUntil;
        this.pause = pause;
        this.partner = partner;
        this.steady = steady;
    }

    /** Returns until when, where it is now so late. */
    public Instant pause(Instant now) {
        pausedUntil = steady.instant().plus(pause);
        pausedPartner = partner.get();
        return now.plus(pause);
    }

    /** Empty when something may be sent. */
    public Optional<Held> at(Instant now) {
        if (pausedUntil != null) {
            Duration left = Duration.between(steady.instant(), pausedUntil);
            if (left.isPositive() && pausedPartner.equals(partner.get())) {
                return Optional.of(new Held(PAUSED, now.plus(left)));
            }
            pausedUntil = null;
        }
        return openUntil.apply(now).map(opens -> new Held("breaker-open", opens));
    }
}
