package org.harborlight.standalone.partner;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Acknowledges what is kept beside the fetching: while one request is on its way, the pages that come meanwhile gather for
 * the next one. The cursor behind them is saved once all of them are acknowledged, and never again once one is not.
 * Thread-safe.
 */
final class AckQueue {
    private static final String NO_ANSWER = "no-answer";

    private final Acknowledgements acknowledgements;
    private final InboxCursor saved;
    private final Map<String, String> notTaken = new LinkedHashMap<>();
    private List<DeliveryCheck.Genuine> waiting = new ArrayList<>();
    private String cursor = "";
    private boolean running;
    private boolean held;

    AckQueue(Acknowledgements acknowledgements, InboxCursor saved) {
        this.acknowledgements = acknowledgements;
        this.saved = saved;
    }

    /** Takes what is kept durably, and the cursor behind it. */
    synchronized void add(List<DeliveryCheck.Genuine> kept, String behind) {
        waiting.addAll(kept);
        cursor = behind;
        if (!running) {
            running = true;
            Thread.ofVirtual().name("acknowledge").start(this::run);
        }
    }

    /** From now on no cursor is saved: something before it has to be asked for again. */
    synchronized void hold() {
        held = true;
    }

    synchronized int size() {
        return waiting.size();
    }

    /** Reasons by delivery id that came up since the last look. */
    synchronized Map<String, String> notTaken() {
        Map<String, String> found = Map.copyOf(notTaken);
        notTaken.clear();
        return found;
    }

    /** Waits until nothing is on its way. */
    synchronized void flush() throws IOException {
        try {
            while (running) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void run() {
        boolean more = true;
        while (more) {
            List<DeliveryCheck.Genuine> kept;
            String behind;
            synchronized (this) {
                kept = waiting;
                behind = cursor;
                waiting = new ArrayList<>();
            }
            more = done(send(kept), behind);
        }
    }

    private Map<String, String> send(List<DeliveryCheck.Genuine> kept) {
        Map<String, String> reasons = new LinkedHashMap<>();
        try {
            if (!kept.isEmpty()) {
                reasons.putAll(acknowledgements.send(kept));
            }
        } catch (IOException | RuntimeException e) {
            kept.forEach(genuine -> reasons.put(genuine.delivery().getDeliveryId(), NO_ANSWER));
        }
        reasons.values().removeIf(Acknowledgements.SETTLED_OTHERWISE::equals);
        return reasons;
    }

    /** Whether more has come meanwhile. */
    private synchronized boolean done(Map<String, String> reasons, String behind) {
        notTaken.putAll(reasons);
        held |= !reasons.isEmpty();
        if (!held) {
            saved.save(behind);
        }
        running = !waiting.isEmpty() || !cursor.equals(behind);
        notifyAll();
        return running;
    }
}
