package org.harborlight.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How late event loops are. */
class EventLoopsTest {
    private static final int LOOPS = 2;
    private static final long BLOCKED_MILLIS = 300;

    private final Resources resources = new Resources();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @AfterEach
    void stop() {
        resources.close();
    }

    /** Both are held up at the same time, so a probe on one alone could not add up to more than that time. */
    @Test
    void shouldTellHowLongEachLoopWasHeldUp() {
        Vertx vertx = EventLoops.start(LOOPS, resources, meters);
        Timer lag = meters.get(EventLoops.LAG).timer();
        await().until(() -> lag.count() > LOOPS);
        double before = lag.totalTime(TimeUnit.MILLISECONDS);

        vertx.deployVerticle(Blocking::new, new DeploymentOptions().setInstances(LOOPS))
                .await();

        await().until(() -> lag.totalTime(TimeUnit.MILLISECONDS) - before > 1.6 * BLOCKED_MILLIS);
        assertThat(lag.max(TimeUnit.MILLISECONDS)).isGreaterThan(0.8 * BLOCKED_MILLIS);
    }

    /** A crowd that connects at once does not hold up those who are connected. */
    @Test
    void shouldYieldInWhatWouldBlockALoopButNotInALoop() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        Vertx vertx = EventLoops.start(LOOPS, resources, meters);

        assertThat(Future.join(Stream.generate(() -> vertx.fileSystem().exists("."))
                                .limit(100)
                                .toList())
                        .await()
                        .succeeded())
                .isTrue();

        assertThat(since(before, "vert.x-internal-blocking"))
                .hasSizeGreaterThanOrEqualTo(2)
                .allMatch(thread -> thread.getPriority() == Thread.MIN_PRIORITY);
        assertThat(since(before, "vert.x-eventloop"))
                .hasSize(LOOPS)
                .allMatch(
                        thread -> thread.getPriority() == Thread.currentThread().getPriority());
    }

    private static List<Thread> since(Set<Thread> before, String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(name) && !before.contains(thread))
                .toList();
    }

    /** Holds up the loop that starts it. */
    private static final class Blocking extends VerticleBase {
        @Override
        public Future<?> start() throws InterruptedException {
            var _ = new CountDownLatch(1).await(BLOCKED_MILLIS, TimeUnit.MILLISECONDS);
            return Future.succeededFuture();
        }
    }
}
