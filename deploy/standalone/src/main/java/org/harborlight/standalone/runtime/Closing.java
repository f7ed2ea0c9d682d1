package org.harborlight.standalone.runtime;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes what was added, last first; a part that does not close cleanly does not keep the others open. Thread-safe. */
public final class Closing implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

    private final Deque<Part> parts = new ArrayDeque<>();
    private boolean closed;

    private record Part(String name, AutoCloseable part) {}

    /** A part that comes after closing is closed at once. */
    public <T extends AutoCloseable> T add(String name, T part) {
        synchronized (this) {
            if (!closed) {
                parts.push(new Part(name, part));
                return part;
            }
        }
        close(new Part(name, part));
        return part;
    }

    /** Starts a part and adds it. */
    <T extends AutoCloseable> T start(String name, Supplier<T> part) {
        return add(name, timed(name, part));
    }

    /** Does one step of a start, and says at debug level how long it took. */
    static <T> T timed(String name, Supplier<T> step) {
        long started = System.nanoTime();
        T result = step.get();
        LOG.atDebug()
                .addKeyValue("part", name)
                .addKeyValue("millis", (System.nanoTime() - started) / 1_000_000)
                .log("part started");
        return result;
    }

    @Override
    public void close() {
        Deque<Part> all;
        synchronized (this) {
            closed = true;
            all = new ArrayDeque<>(parts);
            parts.clear();
        }
        all.forEach(Closing::close);
    }

    private static void close(Part part) {
        long started = System.nanoTime();
        try {
            part.part().close();
        } catch (Exception e) {
            LOG.atWarn().addKeyValue("part", part.name()).setCause(e).log("part did not close cleanly");
        }
        LOG.atDebug()
                .addKeyValue("part", part.name())
                .addKeyValue("millis", (System.nanoTime() - started) / 1_000_000)
                .log("part closed");
    }
}
