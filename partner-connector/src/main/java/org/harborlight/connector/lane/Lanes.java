package org.harborlight.connector.lane;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.harborlight.connector.store.LaneId;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.ParticipantStatus;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.directory.Directory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All lanes of this instance: two for each active partner that receives. Follows the directory; a partner that is suspended
 * or revoked loses its lanes after the request in flight, and one that gets or loses its endpoint has them built anew. Thread-safe.
 */
public final class Lanes implements AutoCloseable {
    /** Urgent and standard. */
    public static final int OF_EACH_PARTNER = 2;

    private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);

    private final LaneServices services;
    private final Duration closePatience;
    private final Map<LaneId, LaneThread> running = new HashMap<>();
    private final Map<LaneId, LaneThread> ending = new HashMap<>();
    private final Map<String, PartnerPace> paces = new HashMap<>();
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
        Map<LaneId, LaneMode> wanted = wanted(directory);
        for (LaneThread thread : List.copyOf(running.values())) {
            LaneId lane = thread.status().lane();
            if (wanted.get(lane) != thread.status().mode()) {
                running.remove(lane);
                thread.stop();
                ending.put(lane, thread);
                log(lane, "lane stops");
            }
        }
        wanted.forEach((lane, mode) -> running.computeIfAbsent(lane, _ -> started(lane, mode)));
    }

    private LaneThread started(LaneId lane, LaneMode mode) {
        PartnerPace pace = paces.computeIfAbsent(lane.partnerId(), _ -> new PartnerPace(System::nanoTime));
        LaneThread thread =
                new LaneThread(new LaneStatus(lane, mode), services, pace, Optional.ofNullable(ending.remove(lane)));
        thread.start();
        log(lane, "lane starts");
        return thread;
    }

    private static Map<LaneId, LaneMode> wanted(Directory directory) {
        Map<LaneId, LaneMode> wanted = new HashMap<>();
        for (Participant participant : directory.participants()) {
            boolean active = participant.getStatus() == ParticipantStatus.ACTIVE;
            if (active && participant.getReceives()) {
                LaneMode mode = participant.getEndpoint() == null ? LaneMode.PULL : LaneMode.PUSH;
                wanted.put(new LaneId(participant.getParticipantId(), Lane.URGENT), mode);
                wanted.put(new LaneId(participant.getParticipantId(), Lane.STANDARD), mode);
            }
        }
        return wanted;
    }

    /** Hands a late receipt to the lane that may own the delivery; the answer comes when that lane has committed it. */
    public CompletableFuture<LateReceipt.Applied> lateReceipt(
            LaneId lane, String deliveryId, ByteBuffer digest, Optional<SignedEnvelope> signed) {
        LateReceipt late = new LateReceipt(deliveryId, digest, signed, new CompletableFuture<>());
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
