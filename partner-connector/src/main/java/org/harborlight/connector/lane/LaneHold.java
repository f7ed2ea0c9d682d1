package org.harborlight.connector.lane;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.harborlight.connector.push.LaneBreaker;
import org.harborlight.schemas.Participant;
import org.jspecify.annotations.Nullable;

/**
 * Why a lane may not send at the moment: its breaker is open, or the partner answered 410. A pause after 410 ends when
 * its time is over or when the partner's directory entry changes. Belongs to the lane's thread.
 */
final class LaneHold {
    /** Nothing is sent until then. */
    record Held(String reason, Instant until) {}

    private final LaneBreaker breaker;
    private final Duration pause;
    private final Supplier<Optional<Participant>> partner;
    private @Nullable Instant pausedUntil;
    private Optional<Participant> pausedPartner = Optional.empty();

    LaneHold(LaneBreaker breaker, Duration pause, Supplier<Optional<Participant>> partner) {
        this.breaker = breaker;
        this.pause = pause;
        this.partner = partner;
    }

    /** Returns until when. */
    Instant pause(Instant now) {
        Instant until = now.plus(pause);
        pausedUntil = until;
        pausedPartner = partner.get();
        return until;
    }

    Optional<Held> at(Instant now) {
        Instant until = pausedUntil;
        if (until != null) {
            if (until.isAfter(now) && pausedPartner.equals(partner.get())) {
                return Optional.of(new Held("paused", until));
            }
            pausedUntil = null;
        }
        return breaker.openUntil().map(opens -> new Held("breaker-open", opens));
    }
}
