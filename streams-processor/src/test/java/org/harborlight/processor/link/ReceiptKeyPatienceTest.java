package org.harborlight.processor.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

class ReceiptKeyPatienceTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final MeterRegistry metrics = new SimpleMeterRegistry();
    private Instant now = Instant.parse("2026-11-24T12:00:00Z");
    private final ReceiptKeyPatience patience = new ReceiptKeyPatience(LIMIT, () -> now, time -> now = now.plus(time));

    @Test
    void shouldWaitUntilTheLimitAndNoLongerWhenKeyDoesNotCome() {
        patience.bindTo(metrics);
        Instant startedAt = now;

        assertThat(waitInVain("key-1", "head")).isPositive();

        assertThat(Duration.between(startedAt, now)).isEqualTo(LIMIT);
        assertThat(metrics.get("harborlight.receipt.key.waits")
                        .functionCounter()
                        .count())
                .isEqualTo(1);
        assertThat(metrics.get("harborlight.receipt.key.waits.in.vain")
                        .functionCounter()
                        .count())
                .isEqualTo(1);
        assertThat(metrics.get("harborlight.receipt.key.waiting").gauge().value())
                .isZero();
    }

    @Test
    void shouldSayWhileItWaits() {
        patience.bindTo(metrics);

        try (ReceiptKeyPatience.Wait wait = patience.waitFor("key-1", "head")) {
            assertThat(wait.lookAgain()).isTrue();
            assertThat(metrics.get("harborlight.receipt.key.waiting").gauge().value())
                    .isEqualTo(1);
        }
    }

    @Test
    void shouldNotWaitTwiceForOneKeyWhenTheDirectoryIsTheSame() {
        waitInVain("key-1", "head");

        assertThat(waitInVain("key-1", "head")).isZero();
        assertThat(waitInVain("key-2", "head")).isPositive();
    }

    @Test
    void shouldWaitAgainWhenTheDirectoryHasMovedOn() {
        waitInVain("key-1", "head");

        assertThat(waitInVain("key-1", "next head")).isPositive();
    }

    @Test
    void shouldNotWaitWhenTooManyKeysAreMadeUp() {
        for (int i = 0; i < 16; i++) {
            assertThat(waitInVain("key-" + i, "head")).isPositive();
        }

        assertThat(waitInVain("key-16", "head")).isZero();
    }

    @Test
    void shouldEndWithAFaultAndNotWithAVerdictWhenTheLaneEnds() {
        try (ReceiptKeyPatience.Wait wait = patience.waitFor("key-1", "head")) {
            patience.close();

            assertThatThrownBy(wait::lookAgain).isInstanceOf(KafkaException.class);
        }
    }

    /** How often it was worth looking again. */
    private int waitInVain(String keyId, String head) {
        int looks = 0;
        try (ReceiptKeyPatience.Wait wait = patience.waitFor(keyId, head)) {
            while (wait.lookAgain()) {
                looks++;
            }
        }
        return looks;
    }
}
