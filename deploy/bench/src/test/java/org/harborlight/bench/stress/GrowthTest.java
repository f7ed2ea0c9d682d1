package org.harborlight.bench.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class GrowthTest {
    private static final double MINUTE = 60;

    @Test
    void shouldFindTheSlopeWithinLivesWhenAProcessBeganAnew() {
        List<Vitals> all = new ArrayList<>();
        for (int minute = 0; minute < 10; minute++) {
            all.add(at(1, minute, 100 + 2 * minute));
        }
        for (int minute = 10; minute < 20; minute++) {
            all.add(at(2, minute, 40 + 2 * (minute - 10)));
        }

        Growth threads = threads(all, 0);

        assertThat(threads.perHour()).isCloseTo(120, within(0.001));
        assertThat(threads.samples()).isEqualTo(20);
        assertThat(threads.first()).isEqualTo(100);
        assertThat(threads.last()).isEqualTo(58);
    }

    @Test
    void shouldLeaveTheWarmUpOfALifeOut() {
        List<Vitals> all = List.of(at(1, 0, 5), at(1, 1, 50), at(1, 2, 50), at(1, 3, 50));

        Growth threads = threads(all, MINUTE);

        assertThat(threads.perHour()).isZero();
        assertThat(threads.samples()).isEqualTo(3);
    }

    @Test
    void shouldHaveNoSlopeWhenEachLifeWasSeenOnce() {
        Growth threads = threads(List.of(at(1, 0, 5), at(2, 1, 50)), 0);

        assertThat(threads.perHour()).isZero();
    }

    @Test
    void shouldHaveNothingToSayWhenNoProcessIsOldEnough() {
        assertThat(Growth.of(List.of(at(1, 0, 5)), MINUTE)).isEmpty();
    }

    private static Growth threads(List<Vitals> all, double youngest) {
        Map<String, Growth> figures =
                Objects.requireNonNull(Growth.of(all, youngest).get("gateway"));
        return Objects.requireNonNull(figures.get("threads"));
    }

    private static Vitals at(long pid, int minute, int threads) {
        double age = (pid == 1 ? minute : minute - 10) * MINUTE;
        return new Vitals("gateway", pid, minute * MINUTE, age, Optional.empty(), 1 << 20, threads, 7, -1);
    }
}
