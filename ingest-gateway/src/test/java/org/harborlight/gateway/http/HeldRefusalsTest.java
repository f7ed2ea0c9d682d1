package org.harborlight.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class HeldRefusalsTest {
    private static final Duration DELAY = Duration.ofMillis(300);

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger answered = new AtomicInteger();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void shouldAnswerLaterAndHaveRoomAgain() {
        HeldRefusals refusals = new HeldRefusals(DELAY, 1);
        long before = System.nanoTime();

        refusals.hold(vertx, answered::incrementAndGet);

        await().until(() -> answered.get() == 1);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(DELAY);
        assertThat(refusals.held()).isZero();
    }

    @Test
    void shouldAnswerAtOnceWhenSoManyAreHeld() {
        HeldRefusals refusals = new HeldRefusals(Duration.ofMinutes(1), 1);

        refusals.hold(vertx, answered::incrementAndGet);
        assertThat(answered).hasValue(0);
        refusals.hold(vertx, answered::incrementAndGet);

        assertThat(answered).hasValue(1);
        assertThat(refusals.held()).isEqualTo(1);
    }

    @Test
    void shouldAnswerAtOnceWhenNothingIsToBeHeldBack() {
        HeldRefusals refusals = new HeldRefusals(Duration.ZERO, 1);

        refusals.hold(vertx, answered::incrementAndGet);

        assertThat(answered).hasValue(1);
        assertThat(refusals.held()).isZero();
    }
}
