package org.harborlight.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BackgroundTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final BlockingQueue<String> steps = new LinkedBlockingQueue<>();
    private final Background background = new Background("worker", this::work);

    private void work() {
        while (!background.closing()) {
            steps.add("step");
            background.pause(LONG);
        }
        steps.add("end");
    }

    @AfterEach
    void close() {
        background.close();
    }

    @Test
    void shouldEndAPauseAtOnceWhenClosed() throws InterruptedException {
        background.start();
        assertThat(steps.poll(10, TimeUnit.SECONDS)).isEqualTo("step");

        background.close();

        assertThat(background.running()).isFalse();
        assertThat(steps).containsExactly("end");
    }

    @Test
    void shouldGoOnWhenWokenAlsoBeforeThePause() throws InterruptedException {
        background.wake();
        background.start();

        assertThat(steps.poll(10, TimeUnit.SECONDS)).isEqualTo("step");
        assertThat(steps.poll(10, TimeUnit.SECONDS)).isEqualTo("step");
        background.wake();
        assertThat(steps.poll(10, TimeUnit.SECONDS)).isEqualTo("step");
    }

    @Test
    void shouldCloseWhenItWasNeverStarted() {
        background.close();

        assertThat(background.running()).isFalse();
        assertThat(background.closing()).isTrue();
    }
}
