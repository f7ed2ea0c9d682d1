package org.harborlight.connector.lane;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.harborlight.connector.store.LaneId;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.ParticipantStatus;
import org.harborlight.schemas.directory.Directory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All lanes of this instance: two for each active partner that takes deliveries at an endpoint. Follows the directory; a
 * partner that is suspended or revoked loses its lanes after the request in flight. Thread-safe.
 */
public final class Lanes implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);

    private final LaneServices services;
    private final Duration closePatience;
    private final Map<LaneId, LaneThread> running = new HashMap<>();
    private final Map<LaneId, LaneThread> ending = new HashMap<>();
    private boolean closed;

    /** @param closePatience how long a request in flight may still take when everything stops */
    public Lanes(LaneServices services, Duration closePatience) {
        this.services = services;
        this.closePatience = closePatience;
    }

    /** Starts and stops lanes; does not wait for any. */
    public synchronized void reconcile(Directory directory) {
        if (closed) {
            return;
        }
        Set<LaneId> wanted = wanted(directory);
        for (LaneId lane : List.copyOf(running.keySet())) {
            if (!wanted.contains(lane)) {
                LaneThread thread = running.remove(lane);
                if (thread != null) {
                    thread.stop();
                    ending.put(lane, thread);
                    log(lane, "lane stops");
                }
            }
        }
        for (LaneId lane : wanted) {
            running.computeIfAbsent(lane, this::started);
        }
    }

    private LaneThread started(LaneId lane) {
        LaneThread thread = new LaneThread(lane, services, Optional.ofNullable(ending.remove(lane)));
        thread.start();
        log(lane, "lane starts");
        return thread;
    }

    private static Set<LaneId> wanted(Directory directory) {
        Set<LaneId> wanted = new HashSet<>();
        for (Participant participant : directory.participants()) {
            boolean active = participant.getStatus() == ParticipantStatus.ACTIVE;
            if (active && participant.getReceives() && participant.getEndpoint() != null) {
                wanted.add(new LaneId(participant.getParticipantId(), Lane.URGENT));
                wanted.add(new LaneId(participant.getParticipantId(), Lane.STANDARD));
            }
        }
        return wanted;
    }

    /** Hands a late receipt to the lane that may own the delivery; the answer comes when that lane has committed it. */
    public CompletableFuture<LateReceipt.Applied> lateReceipt(LaneId lane, String deliveryId) {
        LateReceipt late = new LateReceipt(deliveryId, new CompletableFuture<>());
        LaneThread thread;
        synchronized (this) {
            thread = running.get(lane);
        }
        if (thread == null) {
            late.applied().complete(LateReceipt.Applied.NOT_HERE);
        } else {
            thread.post(late);
        }
        return late.applied();
    }

    /** In the order of their names. */
    public synchronized List<LaneStatus> status() {
        return running.values().stream()
                .map(LaneThread::status)
                .sorted(Comparator.comparing(status -> status.lane().name()))
                .toList();
    }

    /** Stops all lanes at once and waits until the requests in flight have ended and are committed. */
    @Override
    public void close() {
        List<LaneThread> all;
        synchronized (this) {
            closed = true;
            all = new ArrayList<>(running.values());
            all.addAll(ending.values());
        }
        all.forEach(LaneThread::stop);
        for (LaneThread thread : all) {
            if (!thread.join(closePatience)) {
                log(thread.status().lane(), "lane did not end in time");
            }
        }
    }

    private static void log(LaneId lane, String message) {
        LOG.atInfo()
                .addKeyValue("partner", lane.partnerId())
                .addKeyValue("lane", lane.laneName())
                .log(message);
    }
}
