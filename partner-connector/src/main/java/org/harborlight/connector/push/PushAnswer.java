package org.harborlight.connector.push;

import java.time.Duration;
import java.util.Optional;
import org.harborlight.schemas.SignedEnvelope;

/**
 * What became of one push. Only {@link Receipted} and {@link Refused} settle a delivery; everything else is tried again.
 * Reasons are codes of ours, never text of the partner's.
 */
public sealed interface PushAnswer {
    /**
     * The partner's system echoed delivery id and digest: it has the very bytes that were signed.
     *
     * @param signed the receipt that the partner signed itself, where it did
     */
    record Receipted(boolean repeated, Optional<SignedEnvelope> signed) implements PushAnswer {}

    /** The partner will not take this delivery, and said so in a refusal body. */
    record Refused(String reason) implements PushAnswer {}

    /** HTTP 410: the partner takes nothing here any more. */
    record Gone() implements PushAnswer {}

    /**
     * No receipt.
     *
     * @param outage whether it says something about the partner's system as a whole (no answer, 5xx, 429) rather than
     *     about this delivery; only outages move the circuit breaker
     */
    record Failed(String reason, boolean outage, Optional<Duration> retryAfter) implements PushAnswer {
        static Failed outage(String reason) {
            return new Failed(reason, true, Optional.empty());
        }

        static Failed here(String reason) {
            return new Failed(reason, false, Optional.empty());
        }
    }

    /** The code under which it is counted. */
    default String code() {
        return switch (this) {
            case Receipted _ -> "receipted";
            case Refused _ -> "refused";
            case Gone _ -> "gone";
            case Failed failed -> failed.reason();
        };
    }
}
