package org.harborlight.processor.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.harborlight.processor.status.LedgerBooks;
import org.harborlight.processor.topology.TestExchange;
import org.harborlight.schemas.Topics;
import org.harborlight.service.SteadyClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the operator's side does when somebody sets the time of day. */
class ClockJumpTest {
    private static final Duration HOUR = Duration.ofHours(1);

    /** An instance of the ledger cannot be asked, and each time that anybody looks it is an hour earlier. */
    @Test
    @Timeout(value = 30, unit = TimeUnit.SECONDS)
    void shouldGiveUpAfterItsPatienceWhenTheClockIsSetBack() {
        FakeOffsets offsets = new FakeOffsets().end(new TopicPartition(Topics.OUTCOMES, 0), 1);
        LedgerBooks books = TestCut.good().books();
        BalanceReader reader = new BalanceReader(
                new CutTaker(offsets, () -> Optional.of(books)), new Setback(), Duration.ofMillis(300));

        assertThat(reader.read()).isEmpty();
    }

    @Test
    void shouldTellHowFarTheTimeOfDayHasToCatchUp() {
        ClockWatch watch = new ClockWatch();
        Instant now = TestExchange.NOW;

        assertThat(watch.behind(now)).isZero();
        assertThat(watch.behind(now.plus(HOUR))).as("set forward").isZero();
        assertThat(watch.behind(now)).as("set back again").isEqualTo(HOUR);
        assertThat(watch.behind(now.plus(HOUR).minusSeconds(1))).isEqualTo(Duration.ofSeconds(1));
        assertThat(watch.behind(now.plus(HOUR))).as("caught up").isZero();
    }

    @Test
    void shouldGoOnWithoutTheTimeOfDay() {
        SteadyClock steady = new SteadyClock();
        Instant before = steady.instant();

        assertThat(steady.instant()).isAfterOrEqualTo(before).isBefore(before.plus(HOUR));
    }

    private static final class Setback implements InstantSource {
        private Instant now = TestExchange.NOW;

        @Override
        public Instant instant() {
            now = now.minus(HOUR);
            return now;
        }
    }
}
