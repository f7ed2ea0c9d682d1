package org.harborlight.processor.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.harborlight.processor.topology.TestExchange;
import org.junit.jupiter.api.Test;

class DeadLetterHourTest {
    private static final Instant START = TestExchange.NOW;

    private final DeadLetterHour hour = new DeadLetterHour();

    @Test
    void shouldLeaveOutWhatWasThereWhenItFirstLooked() {
        assertThat(hour.grownTo(7, START)).isZero();
        assertThat(hour.grownTo(9, START.plusSeconds(1))).isEqualTo(2);
    }

    @Test
    void shouldForgetWhatIsOlderThanAnHour() {
        hour.grownTo(0, START);
        assertThat(hour.grownTo(3, START.plusSeconds(60))).isEqualTo(3);

        assertThat(hour.grownTo(3, START.plusSeconds(60).plus(Duration.ofMinutes(59))))
                .isEqualTo(3);
        assertThat(hour.grownTo(3, START.plusSeconds(60).plus(Duration.ofMinutes(60))))
                .isZero();
        assertThat(hour.grownTo(4, START.plus(Duration.ofMinutes(65)))).isEqualTo(1);
    }

    @Test
    void shouldNotBeNegativeWhenTheLedgerCountsAnew() {
        hour.grownTo(5, START);

        assertThat(hour.grownTo(0, START.plusSeconds(20))).isZero();
    }
}
