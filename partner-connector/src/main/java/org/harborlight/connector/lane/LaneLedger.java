package org.harborlight.connector.lane;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;

/**
 * The pending deliveries of a lane, in memory: a queue for each case in the order of the topic. Only the head of a queue
 * can be due; the others wait behind it, and cases never wait for each other. Where a partner pulls, a queue holds one
 * delivery: nothing is sent, so nothing has to wait. Belongs to the lane's thread.
 */
final class LaneLedger {
    /** When the head of a queue is due, or the receipt of the delivery with this id. */
    private record Due(Instant at, String queue) {}

    private final Function<PendingDelivery, String> queueOf;
    private final Map<String, TreeMap<Long, PendingDelivery>> queues = new HashMap<>();
    private final Map<String, PendingDelivery> byId = new HashMap<>();
    private final Map<String, Due> dueOf = new HashMap<>();
    private final Map<String, Due> lateOf = new HashMap<>();
    private final NavigableSet<Due> late =
            new TreeSet<>(Comparator.comparing(Due::at).thenComparing(Due::queue));
    private final NavigableSet<Due> due =
            new TreeSet<>(Comparator.comparing(Due::at).thenComparing(Due::queue));

    private LaneLedger(Function<PendingDelivery, String> queueOf) {
        this.queueOf = queueOf;
    }

    static LaneLedger of(LaneMode mode) {
        return switch (mode) {
            case PUSH -> new LaneLedger(PendingDelivery::caseId);
            case PULL -> new LaneLedger(PendingDelivery::id);
        };
    }

    /** Adds a delivery, or replaces what is known of it. */
    void put(PendingDelivery delivery) {
        byId.put(delivery.id(), delivery);
        watch(delivery.id(), delivery.lateAt());
        queues.computeIfAbsent(queueOf.apply(delivery), _ -> new TreeMap<>()).put(delivery.offset(), delivery);
        refresh(queueOf.apply(delivery));
    }

    /**
     * So much sooner is all tried that waits for another attempt: the time of day was put back. What is written stays as
     * it is.
     */
    void bringForward(Duration by) {
        for (PendingDelivery delivery : List.copyOf(byId.values())) {
            put(delivery.sooner(by));
        }
    }

    void remove(String deliveryId) {
        PendingDelivery gone = byId.remove(deliveryId);
        watch(deliveryId, Optional.empty());
        if (gone == null) {
            return;
        }
        TreeMap<Long, PendingDelivery> queue = queues.getOrDefault(queueOf.apply(gone), new TreeMap<>());
        queue.remove(gone.offset());
        if (queue.isEmpty()) {
            queues.remove(queueOf.apply(gone));
        }
        refresh(queueOf.apply(gone));
    }

    Optional<PendingDelivery> find(String deliveryId) {
        return Optional.ofNullable(byId.get(deliveryId));
    }

    /** Whether a new delivery has to wait for an earlier one. */
    boolean blocked(PendingDelivery delivery) {
        return queues.containsKey(queueOf.apply(delivery));
    }

    /** The one that a new delivery has to wait for, where it is in the books already. */
    Optional<PendingDelivery> ahead(PendingDelivery delivery) {
        return blocked(delivery) ? Optional.of(head(queueOf.apply(delivery))) : Optional.empty();
    }

    /** The head that has been due longest. */
    Optional<PendingDelivery> nextDue(Instant now) {
        return due.isEmpty() || due.first().at().isAfter(now)
                ? Optional.empty()
                : Optional.of(head(due.first().queue()));
    }

    /** A head whose time is over, whether or not anything may be sent now. */
    Optional<PendingDelivery> expired(Instant now) {
        return due.headSet(new Due(now, "\uffff"), true).stream()
                .map(entry -> head(entry.queue()))
                .filter(delivery -> delivery.expired(now))
                .findFirst();
    }

    /** An urgent one whose receipt is due and of which nobody has been told, whether or not it is a head. */
    Optional<PendingDelivery> late(Instant now) {
        return late.isEmpty() || late.first().at().isAfter(now)
                ? Optional.empty()
                : find(late.first().queue());
    }

    Optional<Instant> nextDueAt() {
        return due.isEmpty() ? Optional.empty() : Optional.of(due.first().at());
    }

    /** Forgets what was read from a partition that another instance works on now. */
    void drop(TopicPartition partition) {
        List<String> gone = byId.values().stream()
                .filter(delivery -> delivery.state().getSource().getPartition() == partition.partition())
                .map(PendingDelivery::id)
                .toList();
        gone.forEach(this::remove);
    }

    int size() {
        return byId.size();
    }

    private PendingDelivery head(String name) {
        return queues.getOrDefault(name, new TreeMap<>()).firstEntry().getValue();
    }

    private void watch(String deliveryId, Optional<Instant> lateAt) {
        Due before = lateOf.remove(deliveryId);
        if (before != null) {
            late.remove(before);
        }
        lateAt.ifPresent(at -> {
            Due now = new Due(at, deliveryId);
            lateOf.put(deliveryId, now);
            late.add(now);
        });
    }

    private void refresh(String name) {
        Due before = dueOf.remove(name);
        if (before != null) {
            due.remove(before);
        }
        if (queues.containsKey(name)) {
            Due now = new Due(head(name).due(), name);
            dueOf.put(name, now);
            due.add(now);
        }
    }
}
