package org.harborlight.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How late event loops are. */
class EventLoopsTest {
    private static final long BLOCKED_MILLIS = 1_000;

    private final Resources resources = new Resources();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @AfterEach
    void stop() {
        resources.close();
    }

    @Test
    void shouldTellHowLongALoopWasHeldUpWhicheverItIs() throws InterruptedException {
        Vertx vertx = EventLoops.start(2, resources, meters);
        Timer lag = meters.get(EventLoops.LAG).timer();
        await().until(() -> lag.count() > 4);

        CountDownLatch never = new CountDownLatch(1);
        vertx.runOnContext(_ -> {
            try {
                assertThat(never.await(BLOCKED_MILLIS, TimeUnit.MILLISECONDS)).isFalse();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });

        await().until(() -> lag.max(TimeUnit.MILLISECONDS) > BLOCKED_MILLIS * 0.8);
    }
}
