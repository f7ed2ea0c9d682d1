package org.harborlight.service;

import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.concurrent.TimeUnit;

/** Has one event loop call it every 20 ms, and notes by how much it is late. Belongs to that event loop. */
final class LagProbe extends VerticleBase {
    private static final long EVERY_MILLIS = 20;

    private final Timer lag;

    LagProbe(Timer lag) {
        this.lag = lag;
    }

    @Override
    public Future<?> start() {
        next();
        return Future.succeededFuture();
    }

    private void next() {
        long due = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(EVERY_MILLIS);
        vertx.setTimer(EVERY_MILLIS, _ -> {
            lag.record(Math.max(0, System.nanoTime() - due), TimeUnit.NANOSECONDS);
            next();
        });
    }
}
