package org.harborlight.standalone.cli;

import java.util.concurrent.CountDownLatch;
import org.harborlight.standalone.runtime.Closing;

/** Closes everything when the program is told to end, last first, in a shutdown hook that waits until that is done. */
final class Stop {
    private final Closing closing = new Closing();

    private Stop() {}

    static Stop onShutdown(CountDownLatch stopped) {
        Stop stop = new Stop();
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> {
                    stop.now();
                    stopped.countDown();
                }));
        return stop;
    }

    <T extends AutoCloseable> T afterwards(T part) {
        return closing.add(part.getClass().getSimpleName(), part);
    }

    Closing closing() {
        return closing;
    }

    /** Closing twice does nothing. */
    void now() {
        closing.close();
    }
}
