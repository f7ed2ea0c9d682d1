package org.harborlight.gateway.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.harborlight.service.Yielding;

/**
 * The threads that verify, beside the event loops. They yield: what is accepted already goes first. How much waits for them
 * is bounded by admission. Not Vert.x's own, since what these have computed goes on to the brokers from here: an event loop
 * hears of it once, at the end. Safe for all threads.
 */
public final class Workers implements AutoCloseable {
    private final ThreadPoolExecutor threads;

    private Workers(ThreadPoolExecutor threads) {
        this.threads = threads;
    }

    public static Workers start(int count) {
        return Yielding.make(() -> {
            ThreadPoolExecutor threads = new ThreadPoolExecutor(
                    count,
                    count,
                    0,
                    TimeUnit.SECONDS,
                    new LinkedBlockingQueue<>(),
                    Thread.ofPlatform().name("verify-", 0).factory());
            threads.prestartAllCoreThreads(); // by the thread whose priority they inherit
            return new Workers(threads);
        });
    }

    /** Completes on a worker's thread, with what the work throws too. */
    <T> CompletableFuture<T> compute(Callable<T> work) {
        CompletableFuture<T> computed = new CompletableFuture<>();
        try {
            threads.execute(() -> call(work, computed));
        } catch (RejectedExecutionException closed) {
            computed.completeExceptionally(closed);
        }
        return computed;
    }

    /** Completes on the event loop. */
    <T> Future<T> compute(Callable<T> work, Context loop) {
        return Future.fromCompletionStage(compute(work), loop);
    }

    private static <T> void call(Callable<T> work, CompletableFuture<T> computed) {
        try {
            computed.complete(work.call());
        } catch (Throwable fault) { // whoever waits must hear of it
            computed.completeExceptionally(fault);
        }
    }

    /** What has begun goes on. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
