package org.harborlight.e2e;

import static org.awaitility.Awaitility.await;

import java.time.Duration;

/** Lets what runs in other processes go on for a while. */
final class Passing {
    private Passing() {}

    static void of(Duration time) {
        long due = System.nanoTime() + time.toNanos();
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .atMost(time.plusSeconds(10))
                .until(() -> System.nanoTime() >= due);
    }
}
