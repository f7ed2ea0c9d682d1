package org.harborlight.connector.push;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The circuit breaker of one lane. Only outages move it. While it is open nothing is sent and no attempt is counted;
 * then a few probes decide. Used by the lane's thread; its state may be read by any.
 */
public final class LaneBreaker {
    /** When a breaker opens and for how long. */
    public record Settings(int minimumCalls, int failurePercent, Duration openFor) {}

    private static final int WINDOW_FACTOR = 2;
    private static final int PROBES = 2;

    private final CircuitBreaker breaker;
    private final Duration openFor;
    private final InstantSource steady;
    private volatile Instant openedAt = Instant.EPOCH;

    /** @param steady is never put back */
    public LaneBreaker(String name, Settings settings, InstantSource steady) {
        this.openFor = settings.openFor();
        this.steady = steady;
        this.breaker = CircuitBreaker.of(
                name,
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(settings.minimumCalls() * WINDOW_FACTOR)
                        .minimumNumberOfCalls(settings.minimumCalls())
                        .failureRateThreshold(settings.failurePercent())
                        .waitDurationInOpenState(settings.openFor())
                        .clock(steady.withZone(ZoneOffset.UTC))
                        .permittedNumberOfCallsInHalfOpenState(PROBES)
                        .build());
        breaker.getEventPublisher().onStateTransition(event -> {
            if (event.getStateTransition().getToState() == CircuitBreaker.State.OPEN) {
                openedAt = steady.instant();
            }
        });
    }

    /**
     * Until when nothing may be sent; empty when something may.
     *
     * @param now the time by which to say it
     */
    public Optional<Instant> openUntil(Instant now) {
        if (breaker.getState() != CircuitBreaker.State.OPEN) {
            return Optional.empty();
        }
        Duration left = Duration.between(steady.instant(), openedAt.plus(openFor));
        return left.isPositive() ? Optional.of(now.plus(left)) : Optional.empty();
    }

    /** Asks for one call; after a yes {@link #record} must follow. */
    public boolean admits() {
        return breaker.tryAcquirePermission();
    }

    public void record(PushAnswer answer, Duration took) {
        if (answer instanceof PushAnswer.Failed failed && failed.outage()) {
            breaker.onError(took.toNanos(), TimeUnit.NANOSECONDS, new PartnerOutage());
        } else {
            breaker.onSuccess(took.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** closed, open or half_open. */
    public String state() {
        return breaker.getState().name().toLowerCase(Locale.ROOT);
    }

    private static final class PartnerOutage extends RuntimeException {
        PartnerOutage() {
            super("outage", null, false, false);
        }
    }
}
