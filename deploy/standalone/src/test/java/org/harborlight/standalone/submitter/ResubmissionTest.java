package org.harborlight.standalone.submitter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How long a busy exchange is waited for. */
final class ResubmissionTest {
    private final List<Duration> waited = new ArrayList<>();

    @Test
    void shouldWaitAsLongAsTheExchangeSaysWithinBounds() throws IOException {
        Deque<ExchangeAnswer> answers = new ArrayDeque<>(List.of(
                busy(429, Optional.of(Duration.ofSeconds(7))),
                busy(503, Optional.empty()),
                busy(503, Optional.of(Duration.ofHours(9))),
                busy(202, Optional.empty())));

        ExchangeAnswer last = Resubmission.patiently(answers::remove, waited::add);

        assertThat(last.accepted()).isTrue();
        assertThat(waited).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(1), Duration.ofSeconds(30));
    }

    @Test
    void shouldGiveUpWhenTheExchangeStaysBusy() throws IOException {
        ExchangeAnswer last = Resubmission.patiently(() -> busy(503, Optional.empty()), waited::add);

        assertThat(last.retryable()).isTrue();
        assertThat(waited).isEqualTo(Collections.nCopies(5, Duration.ofSeconds(1)));
    }

    private static ExchangeAnswer busy(int status, Optional<Duration> retryAfter) {
        return new ExchangeAnswer(status, new byte[0], Optional.empty(), retryAfter);
    }
}
