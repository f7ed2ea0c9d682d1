package org.harborlight.service;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Work on a daemon thread of its own that goes on until it is closed: it looks at {@link #closing} between its steps, and
 * {@link #pause}, which closing ends at once. Closing waits up to 10 s for the thread. An interruption counts as closing.
 * Thread-safe.
 */
public final class Background implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Thread thread;
    private final Semaphore woken = new Semaphore(0);
    private volatile boolean closing;

    /** Not started yet. */
    public Background(String name, Runnable work) {
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(work);
    }

    public void start() {
        thread.start();
    }

    /** Whether the work is to end. */
    public boolean closing() {
        return closing;
    }

    /** For the work: waits so long, or until it is woken or closed. A call to wake since the last pause ends this one. */
    public void pause(Duration time) {
        if (closing) {
            return;
        }
        try {
            if (woken.tryAcquire(time.toNanos(), TimeUnit.NANOSECONDS)) {
                woken.drainPermits();
            }
        } catch (InterruptedException e) {
            closing = true;
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the pause that goes on, or the next one. */
    public void wake() {
        woken.release();
    }

    /** Whether the thread was started and has not ended. */
    public boolean running() {
        return thread.isAlive();
    }

    @Override
    public void close() {
        closing = true;
        wake();
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
