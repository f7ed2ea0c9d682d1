package org.harborlight.service;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a service has opened while it started, closed in reverse order: when it stops, and when starting fails half way.
 * One resource that does not close keeps none of the others open. For one thread at a time.
 */
public final class Resources implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Resources.class);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    /** Takes the resource over and returns it. */
    public <T extends AutoCloseable> T add(T resource) {
        open.push(resource);
        return resource;
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            AutoCloseable next = open.pop();
            try {
                next.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                LOG.atError()
                        .addKeyValue("resource", next.getClass().getSimpleName())
                        .setCause(e)
                        .log("resource did not close");
            }
        }
    }
}
