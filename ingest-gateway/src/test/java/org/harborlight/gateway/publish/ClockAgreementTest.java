package org.harborlight.gateway.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class ClockAgreementTest {
    private static final Instant BROKERS = Instant.parse("2026-11-28T12:00:00Z");
    private static final Duration TOLERANCE = Duration.ofMinutes(1);

    private final AtomicReference<Instant> own = new AtomicReference<>(BROKERS);
    private final AtomicLong nanos = new AtomicLong();
    private final ClockAgreement clocks = new ClockAgreement(TOLERANCE, own::get, nanos::get);

    @Test
    void shouldAgreeUntilABrokerHasDatedSomething() {
        assertThat(clocks.agrees()).isTrue();
        assertThat(clocks.compared()).isTrue();
        assertThat(clocks.ahead()).isZero();
    }

    @Test
    void shouldAgreeWithinTheToleranceOnEitherSide() {
        clocks.dated(BROKERS.toEpochMilli(), clocks.now());

        own.set(BROKERS.plus(TOLERANCE));
        assertThat(clocks.agrees()).isTrue();
        own.set(BROKERS.plus(TOLERANCE).plusMillis(1));
        assertThat(clocks.agrees()).isFalse();
        own.set(BROKERS.minus(TOLERANCE));
        assertThat(clocks.agrees()).isTrue();
        own.set(BROKERS.minus(TOLERANCE).minusMillis(1));
        assertThat(clocks.agrees()).isFalse();
    }

    @Test
    void shouldNoticeAJumpBeforeTheNextCanary() {
        clocks.dated(BROKERS.toEpochMilli(), clocks.now());
        pass(Duration.ofMinutes(10));
        assertThat(clocks.agrees()).isTrue();

        own.updateAndGet(now -> now.minus(Duration.ofHours(1)));

        assertThat(clocks.agrees()).isFalse();
        assertThat(clocks.ahead()).isEqualTo(Duration.ofHours(-1));
    }

    @Test
    void shouldAgreeAgainOnceTheClockIsRight() {
        own.set(BROKERS.plus(Duration.ofDays(1)));
        clocks.dated(BROKERS.toEpochMilli(), clocks.now());
        assertThat(clocks.agrees()).isFalse();

        own.set(BROKERS);

        assertThat(clocks.agrees()).isTrue();
    }

    /** When within the time that it took a broker dated it, nobody knows. */
    @Test
    void shouldNotTakeASlowAcknowledgementForAWrongClock() {
        long sent = clocks.now();
        pass(TOLERANCE.multipliedBy(3));

        clocks.dated(BROKERS.toEpochMilli(), sent);
        assertThat(clocks.ahead()).isZero();
        clocks.dated(BROKERS.plus(TOLERANCE.multipliedBy(3)).toEpochMilli(), sent);
        assertThat(clocks.ahead()).isZero();

        own.updateAndGet(now -> now.plus(TOLERANCE.multipliedBy(4)));
        assertThat(clocks.ahead()).isEqualTo(TOLERANCE);
    }

    @Test
    void shouldCompareNothingWhereBrokersDateNothing() {
        clocks.dated(ClockAgreement.UNDATED, clocks.now());

        assertThat(clocks.compared()).isFalse();
        assertThat(clocks.agrees()).isTrue();

        clocks.dated(BROKERS.plus(Duration.ofHours(1)).toEpochMilli(), clocks.now());

        assertThat(clocks.compared()).isTrue();
        assertThat(clocks.agrees()).isFalse();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
        own.updateAndGet(now -> now.plus(time));
    }
}
