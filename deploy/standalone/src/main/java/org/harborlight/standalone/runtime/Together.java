package org.harborlight.standalone.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Starts parts at the same time. They are closed in the reverse of the order in which they were begun, also when one
 * of them did not start. Used by one thread.
 */
final class Together {
    private final Closing closing;
    private final List<Begun> begun = new ArrayList<>();
    private final ExecutorService threads =
            Executors.newCachedThreadPool(Thread.ofPlatform().name("start-", 1).factory());

    Together(Closing closing) {
        this.closing = closing;
    }

    private record Begun(String name, CompletableFuture<?> future) {}

    /** Begins to start a part, or to make something; the result may be asked for after {@link #await}. */
    <T> Supplier<T> begin(String name, Supplier<T> part) {
        CompletableFuture<T> future = CompletableFuture.supplyAsync(() -> Closing.timed(name, part), threads);
        begun.add(new Begun(name, future));
        return future::join;
    }

    /** Waits until all that was begun has ended; throws the first fault. */
    void await() {
        CompletableFuture<?>[] all = begun.stream().map(Begun::future).toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(all).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("a part did not start", e.getCause());
        } finally {
            begun.forEach(this::keep);
            threads.shutdown();
        }
    }

    private void keep(Begun part) {
        if (!part.future().isCompletedExceptionally() && part.future().join() instanceof AutoCloseable closeable) {
            closing.add(part.name(), closeable);
        }
    }
}
