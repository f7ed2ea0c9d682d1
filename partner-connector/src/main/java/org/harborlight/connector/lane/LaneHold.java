package org.harborlight.connector.lane;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
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

    private final Supplier<Optional<Instant>> openUntil;
    private final Duration pause;
    private final Supplier<Optional<Participant>> partner;
    private @Nullable Instant pausedUntil;
    private Optional<Participant> pausedPartner = Optional.empty();

    /** @param openUntil until when there is no way to the partner; empty when there is one */
    public LaneHold(Supplier<Optional<Instant>> openUntil, Duration pause, Supplier<Optional<Participant>> partner) {
        this.openUntil = openUntil;
        this.pause = pause;
        this.partner = partner;
    }

    /** Returns until when. */
    public Instant pause(Instant now) {
        Instant until = now.plus(pause);
        pausedUntil = until;
        pausedPartner = partner.get();
        return until;
    }

    /** Empty when something may be sent. */
    public Optional<Held> at(Instant now) {
        Instant until = pausedUntil;
        if (until != null) {
            if (until.isAfter(now) && pausedPartner.equals(partner.get())) {
                return Optional.of(new Held(PAUSED, until));
            }
            pausedUntil = null;
        }
        return openUntil.get().map(opens -> new Held("breaker-open", opens));
    }
}
