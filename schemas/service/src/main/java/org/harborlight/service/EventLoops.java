package org.harborlight.service;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.concurrent.TimeUnit;

/**
 * The event loops of a service, each of which is asked every 20 ms, and is late by whatever held it up: something that
 * blocks, or a machine that has no core for it. Stateless.
 */
public final class EventLoops {
    /** As Micrometer has it; Prometheus sees {@code harborlight_event_loop_lag_seconds}. */
    public static final String LAG = "harborlight.event.loop.lag";

    private static final int END_SECONDS = 30;
    /** At a time: each takes a processor for itself, and yields to those who are connected already. */
    private static final int HANDSHAKES = Math.max(2, Runtime.getRuntime().availableProcessors());

    private EventLoops() {}

    /** As many as Vert.x thinks fit; they end with the resources. */
    public static Vertx start(Resources resources, MeterRegistry meters) {
        return start(VertxOptions.DEFAULT_EVENT_LOOP_POOL_SIZE, resources, meters);
    }

    /** The same, so many. */
    public static Vertx start(int loops, Resources resources, MeterRegistry meters) {
        Vertx vertx =
                Vertx.vertx(new VertxOptions().setEventLoopPoolSize(loops).setInternalBlockingPoolSize(HANDSHAKES));
        resources.add(() -> vertx.close().await(END_SECONDS, TimeUnit.SECONDS));
        Timer lag = Timer.builder(LAG)
                .description("How late an event loop is, of all of them")
                .register(meters);
        // Each instance is given an event loop of its own, as long as there are some. That starts the loops' threads
        // from this one: a loop that a yielding thread is the first to need would yield too.
        vertx.deployVerticle(() -> new LagProbe(lag), new DeploymentOptions().setInstances(loops))
                .await();
        yieldInHandshakes(vertx);
        return vertx;
    }

    /**
     * Vert.x makes the threads that take handshakes, and whatever else would block a loop, one by one as they are needed, and
     * they inherit the priority of who needed them.
     */
    private static void yieldInHandshakes(Vertx vertx) {
        for (int made = 0; made < HANDSHAKES; made++) {
            var _ = Yielding.make(() -> vertx.fileSystem().exists(".").await());
        }
    }
}
