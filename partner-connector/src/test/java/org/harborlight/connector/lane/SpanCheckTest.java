package org.harborlight.connector.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SpanCheckTest {
    private static final Duration WEEK = Duration.ofDays(7);

    private final SpanCheck check = new SpanCheck(WEEK, Duration.ofDays(30));

    @Test
    void shouldTryAsLongAsAgreedWhenTheTopicKeepsRecordsForThatAndTheRedrive() {
        assertThat(check.safe(WEEK, Optional.empty())).isEqualTo(WEEK);
        assertThat(check.safe(WEEK, Optional.of(Duration.ofDays(38)))).isEqualTo(WEEK);
    }

    @Test
    void shouldTryForLessWhenTheTopicKeepsRecordsForLess() {
        assertThat(check.safe(Duration.ofDays(20), Optional.of(Duration.ofDays(50))))
                .isEqualTo(Duration.ofDays(20).minusMillis(1));
        assertThat(check.safe(Duration.ofDays(20), Optional.of(Duration.ofDays(45))))
                .isEqualTo(Duration.ofDays(15).minusMillis(1));
        assertThat(check.safe(WEEK, Optional.of(Duration.ofDays(10)))).isEqualTo(Duration.ofHours(60));
        assertThat(check.safe(Duration.ofHours(1), Optional.of(Duration.ofDays(10))))
                .isEqualTo(Duration.ofHours(1));
    }

    @Test
    void shouldTryForAQuarterOfTheTimeAtLeastWhenAlmostNothingIsLeftForIt() {
        SpanCheck redrive = new SpanCheck(WEEK, Duration.ofDays(20));

        for (Duration more : new Duration[] {Duration.ofMillis(-1), Duration.ZERO, Duration.ofMillis(2)}) {
            Duration kept = Duration.ofDays(20).plus(more);
            assertThat(redrive.safe(WEEK, Optional.of(kept))).isEqualTo(kept.dividedBy(4));
        }
        assertThat(redrive.safe(WEEK, Optional.of(Duration.ofDays(26)))).isEqualTo(Duration.ofHours(156));
    }

    @Test
    void shouldNameEachTopicThatKeepsRecordsForLess() {
        assertThat(check.problems(
                        "retry",
                        "redrive",
                        Map.of(
                                "b", Optional.of(Duration.ofDays(37)),
                                "a", Optional.of(Duration.ofDays(1)),
                                "long", Optional.of(Duration.ofDays(38)),
                                "ever", Optional.empty())))
                .hasSize(2)
                .anySatisfy(first -> assertThat(first).endsWith("retention.ms (86400000) of topic a"))
                .anySatisfy(second -> assertThat(second).endsWith("of topic b"));
    }
}
