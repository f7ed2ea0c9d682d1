package org.harborlight.connector.store;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A thread that works until it is told to stop, and begins anew after a fault, with a pause that its work decides on. It
 * yields where {@link org.harborlight.service.Yielding} makes it, and then starts no virtual thread: who carries these is
 * made by whoever needs him first, and would yield from then on, whomever he carries. Thread-safe.
 */
public final class RestartingThread {
    private static final Duration PREDECESSOR = Duration.ofMinutes(5);

    private final Optional<RestartingThread> predecessor;
    private final Work work;
    private final Progress progress = new Progress();
    private final Thread thread;
    private volatile boolean stopping;

    /** What it does, on the thread. */
    public interface Work {
        /** Returns when it is to be called again, or {@code stopping} says so. */
        void run(BooleanSupplier stopping);

        /** Tells of a fault, and says how long to wait; not called for one while it is told to stop. */
        Duration failed(Throwable fault);

        /** The last that it does. */
        void ended();
    }

    /**
     * Not started yet.
     *
     * @param predecessor a former one of the same name that may still be ending; this one works after it
     */
    public RestartingThread(String name, Optional<RestartingThread> predecessor, Work work) {
        this.predecessor = predecessor;
        this.work = work;
        // No virtual one: it waits in Kafka's selectors most of the time, each of which costs a virtual thread a second
        // round.
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /** Tells it to stop after what is in flight; {@link #join} waits for that. */
    public void stop() {
        stopping = true;
        progress.signal();
    }

    /** Whether it ended in time. */
    public boolean join(Duration patience) {
        try {
            return thread.join(patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    public boolean isAlive() {
        return thread.isAlive();
    }

    /** Waits on the thread itself, unless it is told to stop. */
    public void pause(Duration time) {
        progress.await(() -> stopping, time);
    }

    private void run() {
        predecessor.ifPresent(former -> former.join(PREDECESSOR));
        while (!stopping) {
            try {
                work.run(() -> stopping);
            } catch (RuntimeException | Error e) {
                recover(e);
            }
        }
        work.ended();
    }

    private void recover(Throwable fault) {
        if (!stopping) {
            pause(work.failed(fault));
        }
    }
}
