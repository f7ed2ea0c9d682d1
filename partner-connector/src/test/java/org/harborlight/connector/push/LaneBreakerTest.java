package org.harborlight.connector.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LaneBreakerTest {
    private static final Duration OPEN_FOR = Duration.ofSeconds(30);

    private Instant now = Instant.parse("2026-11-26T10:00:00Z");
    private final LaneBreaker breaker =
            new LaneBreaker("police-de-urgent", new LaneBreaker.Settings(10, 60, OPEN_FOR), () -> now);

    @Test
    void shouldOpenWhenMostRequestsEndByAnOutage() {
        calls(4, taken());
        calls(5, outage());
        assertThat(breaker.openUntil(now)).isEmpty();
        calls(1, outage());
        assertThat(breaker.openUntil(now)).as("6 of 10").contains(now.plus(OPEN_FOR));
        assertThat(breaker.admits()).isFalse();
    }

    @Test
    void shouldStayClosedWhenAnswersSpeakOfOneDelivery() {
        calls(100, PushAnswer.Failed.here("wrong-echo"));
        calls(100, new PushAnswer.Refused("not-ours"));

        assertThat(breaker.state()).isEqualTo("closed");
    }

    @Test
    void shouldLetTwoProbesThroughAfterItsTimeAndCloseWhenTheyAreAnswered() {
        calls(10, outage());
        now = now.plus(OPEN_FOR).plusMillis(1);

        assertThat(breaker.openUntil(now)).isEmpty();
        assertThat(breaker.admits()).isTrue();
        assertThat(breaker.admits()).isTrue();
        assertThat(breaker.admits()).as("a third probe").isFalse();
        assertThat(breaker.state()).isEqualTo("half_open");
        breaker.record(taken(), Duration.ZERO);
        breaker.record(taken(), Duration.ZERO);
        assertThat(breaker.state()).isEqualTo("closed");
    }

    @Test
    void shouldOpenAgainWhenTheProbesFail() {
        calls(10, outage());
        now = now.plus(OPEN_FOR).plusMillis(1);
        calls(2, outage());

        assertThat(breaker.openUntil(now)).contains(now.plus(OPEN_FOR));
    }

    private void calls(int count, PushAnswer answer) {
        for (int i = 0; i < count; i++) {
            assertThat(breaker.admits()).isTrue();
            breaker.record(answer, Duration.ofMillis(5));
        }
    }

    private static PushAnswer taken() {
        return new PushAnswer.Receipted(false, Optional.empty());
    }

    private static PushAnswer outage() {
        return PushAnswer.Failed.outage("timeout");
    }
}
