package org.harborlight.gateway.admission;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.ParticipantLimits;

/**
 * How much each submitter may send: notices a minute, and urgent notices an hour, by the limits in the directory. Token
 * buckets, of this instance only. Changed limits start with a full bucket. Safe for all threads.
 */
public final class SubmitterQuotas {
    private static final ParticipantLimits DEFAULTS =
            ParticipantLimits.newBuilder().build();

    private final Map<String, Buckets> bySubmitter = new ConcurrentHashMap<>();
    private final TimeMeter time;

    public SubmitterQuotas(TimeMeter time) {
        this.time = time;
    }

    /** Takes one notice; a value is how long to wait for the next. */
    public Optional<Duration> takeNotice(Participant submitter) {
        return take(buckets(submitter).notices());
    }

    /** Takes one urgent notice; a value is how long to wait for the next. */
    public Optional<Duration> takeUrgent(Participant submitter) {
        return take(buckets(submitter).urgent());
    }

    /** Gives back an urgent notice that the exchange could not take: an outage must not use up the quota. */
    public void returnUrgent(Participant submitter) {
        buckets(submitter).urgent().addTokens(1);
    }

    private static Optional<Duration> take(Bucket bucket) {
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    private Buckets buckets(Participant submitter) {
        ParticipantLimits limits = Objects.requireNonNullElse(submitter.getLimits(), DEFAULTS);
        return Objects.requireNonNull(bySubmitter.compute(
                submitter.getParticipantId(),
                (id, known) -> known != null && known.limits().equals(limits) ? known : make(limits)));
    }

    private Buckets make(ParticipantLimits limits) {
        return new Buckets(
                limits,
                bucket(limits.getNoticesPerMinute(), Duration.ofMinutes(1)),
                bucket(limits.getUrgentPerHour(), Duration.ofHours(1)));
    }

    private Bucket bucket(int capacity, Duration period) {
        int tokens = Math.max(1, capacity);
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(tokens).refillGreedy(tokens, period))
                .withCustomTimePrecision(time)
                .build();
    }

    private record Buckets(ParticipantLimits limits, Bucket notices, Bucket urgent) {}
}
