package org.harborlight.service;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Makes what has threads of its own, such as Kafka's clients, so that these yield to all others where the processors are busy:
 * they inherit the lowest priority. The system heeds it where the JVM runs with {@code -XX:ThreadPriorityPolicy=1}. Stateless.
 */
public final class Yielding {
    private Yielding() {}

    /** What the maker makes, on a thread that has ended by then. */
    @SuppressWarnings("ThreadPriorityCheck") // Nothing is right or wrong by it: it only decides who waits.
    public static <T> T make(Supplier<T> maker) {
        FutureTask<T> made = new FutureTask<>(maker::get);
        Thread.ofPlatform().name("yielding").priority(Thread.MIN_PRIORITY).start(made);
        try {
            return made.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException fault) {
                throw fault;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
