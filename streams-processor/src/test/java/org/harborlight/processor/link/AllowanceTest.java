package org.harborlight.processor.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AllowanceTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    @Test
    void shouldCountVersionsUntilTheHourIsOver() {
        Allowance used = Allowance.WHOLE
                .counting("platform-a", NOON, HOUR)
                .counting("platform-a", NOON.plusSeconds(3_599), HOUR);

        assertThat(used.used("platform-a", NOON.plusSeconds(3_599), HOUR)).isEqualTo(2);
        assertThat(used.used("platform-a", NOON.plusSeconds(3_600), HOUR)).isZero();
        assertThat(used.used("platform-b", NOON, HOUR)).isZero();
        assertThat(used.endOfHour("platform-a", NOON.plusSeconds(5), HOUR)).isEqualTo(NOON.plus(HOUR));
    }

    @Test
    void shouldBeginAnewWhenTheHourIsOver() {
        Allowance again =
                Allowance.WHOLE.counting("platform-a", NOON, HOUR).counting("platform-a", NOON.plus(HOUR), HOUR);

        assertThat(again.hours()).containsExactly(new Allowance.Hour("platform-a", NOON.plus(HOUR), 1));
    }

    @Test
    void shouldCountInTheRunningHourWhenANoticeComesOutOfOrder() {
        Allowance used = Allowance.WHOLE.counting("platform-a", NOON, HOUR);

        assertThat(used.used("platform-a", NOON.minusSeconds(60), HOUR)).isEqualTo(1);
    }

    @Test
    void shouldForgetHoursThatAreOverWhenAnotherBegins() {
        Allowance used =
                Allowance.WHOLE.counting("platform-a", NOON, HOUR).counting("platform-b", NOON.plus(HOUR), HOUR);

        assertThat(used.hours()).extracting(Allowance.Hour::submitterId).containsExactly("platform-b");
    }

    @Test
    void shouldGoOnCountingNobodyWhenTooManySubmittersAddToTheCase() {
        Allowance used = Allowance.WHOLE;
        for (int i = 0; i < 300; i++) {
            used = used.counting("platform-" + i, NOON, HOUR);
        }

        assertThat(used.hours()).hasSize(256);
        assertThat(used.used("platform-299", NOON, HOUR)).isZero();
        assertThat(used.used("platform-255", NOON, HOUR)).isEqualTo(1);
    }

    @Test
    void shouldBeDueAtTheEarliestTimeThatIsAskedForWhileSomethingWaits() {
        Allowance due = Allowance.WHOLE.due(2_000, false);

        assertThat(due.due(1_000, true).dueAt()).isEqualTo(1_000);
        assertThat(due.due(3_000, true).dueAt()).isEqualTo(2_000);
        assertThat(due.due(3_000, false).dueAt()).isEqualTo(3_000);
    }
}
