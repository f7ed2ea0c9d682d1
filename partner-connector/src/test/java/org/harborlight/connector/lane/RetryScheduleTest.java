package org.harborlight.connector.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {
    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
    private static final Instant LATER = NOW.plus(Duration.ofDays(7));
    private static final RetrySchedule SCHEDULE = new RetrySchedule(
            List.of(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(2)),
            Duration.ofDays(7),
            Duration.ofHours(6));

    private final RandomGenerator random = new Random(20261128);

    @Test
    void shouldDrawEachWaitEvenlyFromNothingToItsStep() {
        assertEven(1, 5_000);
        assertEven(2, 30_000);
        assertEven(3, 120_000);
    }

    @Test
    void shouldRepeatTheLastStepWhenAllHaveBeenTaken() {
        assertEven(4, 120_000);
        assertEven(400, 120_000);
    }

    @Test
    void shouldWaitAtLeastAsLongAsThePartnerAsked() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(waits(1, Optional.of(Duration.ofSeconds(4)))).isBetween(4_000L, 5_000L);
        }
    }

    @Test
    void shouldNotWaitLongerThanItsLimitWhenThePartnerAsksForMore() {
        assertThat(waits(1, Optional.of(Duration.ofDays(2))))
                .isEqualTo(Duration.ofHours(6).toMillis());
    }

    @Test
    void shouldTryALastTimeWhenTheSpanEndsAndThenNoMore() {
        Instant soon = NOW.plusMillis(1);

        assertThat(SCHEDULE.next(3, Optional.of(Duration.ofHours(1)), NOW, soon, random))
                .contains(soon);
        assertThat(SCHEDULE.next(3, Optional.empty(), soon, soon, random)).isEmpty();
    }

    private void assertEven(int attempts, long step) {
        LongSummaryStatistics drawn = IntStream.range(0, 10_000)
                .mapToLong(_ -> waits(attempts, Optional.empty()))
                .summaryStatistics();
        assertThat(drawn.getMin()).isBetween(1L, step / 100);
        assertThat(drawn.getMax()).isBetween(step - step / 100, step);
        assertThat(drawn.getAverage()).isCloseTo(step / 2.0, within(step / 50.0));
    }

    private long waits(int attempts, Optional<Duration> retryAfter) {
        Instant next = SCHEDULE.next(attempts, retryAfter, NOW, LATER, random).orElseThrow();
        return Duration.between(NOW, next).toMillis();
    }
}
