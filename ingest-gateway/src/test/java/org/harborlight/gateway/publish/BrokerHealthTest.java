package org.harborlight.gateway.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class BrokerHealthTest {
    private final AtomicLong nanos = new AtomicLong();
    private final BrokerHealth health = new BrokerHealth(Duration.ofSeconds(6), nanos::get);

    @Test
    void shouldNotBeAnsweringWhenNothingWasEverAcknowledged() {
        assertThat(health.answering()).isFalse();
    }

    @Test
    void shouldStopAnsweringWhenTheLastAcknowledgementIsOld() {
        health.acknowledged();
        assertThat(health.answering()).isTrue();

        nanos.addAndGet(Duration.ofSeconds(6).toNanos());
        assertThat(health.answering()).isFalse();
    }

    @Test
    void shouldStopAnsweringAtOnceWhenAWriteFailsUntilTheNextSucceeds() {
        health.acknowledged();

        health.failed();
        assertThat(health.answering()).isFalse();

        health.acknowledged();
        assertThat(health.answering()).isTrue();
    }
}
