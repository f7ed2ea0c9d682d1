package org.harborlight.gateway.publish;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether this machine's clock agrees with that of the brokers, which date each canary themselves. A gateway that is far
 * off would refuse sound notices for good, as stale or of the future, and date its receipts wrongly; it cannot tell which
 * clock is wrong, and need not. From the last canary on it reckons by a clock that nobody sets, so that a jump of its own
 * clock shows at once; a machine that slept seems to have jumped until the next canary. Safe for all threads.
 */
public final class ClockAgreement {
    /** The date of a canary that the brokers do not date. */
    static final long UNDATED = 0;

    private final Duration tolerance;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private volatile boolean compared = true;
    private volatile @Nullable Dated last;

    /**
     * Agrees until a canary says otherwise.
     *
     * @param tolerance how far apart the clocks may be
     */
    public ClockAgreement(Duration tolerance, InstantSource clock, LongSupplier nanoTime) {
        this.tolerance = tolerance;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /** What a broker's clock said at some moment between sending and acknowledgement. */
    private record Dated(Instant brokers, long sent, long acknowledged) {}

    /** The moment at which a canary is sent. */
    long now() {
        return nanoTime.getAsLong();
    }

    /**
     * A canary was acknowledged.
     *
     * @param brokers its date, milliseconds since 1970, or less than one where it has none
     * @param sent what {@link #now} said then
     */
    void dated(long brokers, long sent) {
        boolean dated = brokers > UNDATED;
        compared = dated;
        last = dated ? new Dated(Instant.ofEpochMilli(brokers), sent, now()) : null;
    }

    public boolean agrees() {
        return ahead().abs().compareTo(tolerance) <= 0;
    }

    /** False where the brokers leave canaries undated, so that nothing can be compared. */
    public boolean compared() {
        return compared;
    }

    /**
     * How far this clock is at least ahead of the brokers'; negative where it is behind, zero before the first canary. When
     * exactly a broker dated a canary is not known, and counts for the clock.
     */
    public Duration ahead() {
        Dated known = last;
        if (known == null) {
            return Duration.ZERO;
        }
        long now = now();
        Instant own = clock.instant();
        Duration least = Duration.between(known.brokers().plusNanos(now - known.sent()), own);
        Duration most = Duration.between(known.brokers().plusNanos(now - known.acknowledged()), own);
        if (least.isPositive()) {
            return least;
        }
        return most.isNegative() ? most : Duration.ZERO;
    }
}
