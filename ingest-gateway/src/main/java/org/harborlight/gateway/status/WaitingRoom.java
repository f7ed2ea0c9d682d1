package org.harborlight.gateway.status;

import java.util.HashMap;
import java.util.Map;

/**
 * Bounds how many requests wait for news of a notice, of one submitter and of all. Once closed nobody waits any longer.
 * Safe for all threads.
 */
public final class WaitingRoom {
    private final int perSubmitter;
    private final int inAll;
    private final Map<String, Integer> waiting = new HashMap<>();
    private int all;
    private boolean closed;

    public WaitingRoom(int perSubmitter, int inAll) {
        this.perSubmitter = perSubmitter;
        this.inAll = inAll;
    }

    /** What came of asking for a place. */
    public enum Entry {
        /** To be left again. */
        ENTERED,
        /** The submitter has as many as it may have. */
        SUBMITTER_FULL,
        /** All places are taken. */
        FULL
    }

    public synchronized Entry enter(String submitterId) {
        int own = waiting.getOrDefault(submitterId, 0);
        if (own >= perSubmitter) {
            return Entry.SUBMITTER_FULL;
        }
        if (all >= inAll) {
            return Entry.FULL;
        }
        waiting.put(submitterId, own + 1);
        all++;
        return Entry.ENTERED;
    }

    /** Once for each place. */
    public synchronized void leave(String submitterId) {
        waiting.computeIfPresent(submitterId, (_, own) -> own > 1 ? own - 1 : null);
        all--;
    }

    public synchronized int count() {
        return all;
    }

    /** Those who wait get their answer with their next look. */
    public synchronized void close() {
        closed = true;
    }

    public synchronized boolean closed() {
        return closed;
    }
}
