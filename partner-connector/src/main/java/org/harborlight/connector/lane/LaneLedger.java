package org.harborlight.connector.lane;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;

/**
 * The pending deliveries of a lane, in memory: a queue for each case in the order of the topic. Only the head of a queue
 * can be due; the others wait behind it, and cases never wait for each other. Belongs to the lane's thread.
 */
final class LaneLedger {
    /** One entry for each case: when its head is due. */
    private record Due(Instant at, String caseId) {}

    private final Map<String, TreeMap<Long, PendingDelivery>> cases = new HashMap<>();
    private final Map<String, PendingDelivery> byId = new HashMap<>();
    private final Map<String, Due> dueOf = new HashMap<>();
    private final NavigableSet<Due> due =
            new TreeSet<>(Comparator.comparing(Due::at).thenComparing(Due::caseId));

    /** Adds a delivery, or replaces what is known of it. */
    void put(PendingDelivery delivery) {
        byId.put(delivery.id(), delivery);
        cases.computeIfAbsent(delivery.caseId(), _ -> new TreeMap<>()).put(delivery.offset(), delivery);
        refresh(delivery.caseId());
    }

    void remove(String deliveryId) {
        PendingDelivery gone = byId.remove(deliveryId);
        if (gone == null) {
            return;
        }
        TreeMap<Long, PendingDelivery> queue = cases.getOrDefault(gone.caseId(), new TreeMap<>());
        queue.remove(gone.offset());
        if (queue.isEmpty()) {
            cases.remove(gone.caseId());
        }
        refresh(gone.caseId());
    }

    Optional<PendingDelivery> find(String deliveryId) {
        return Optional.ofNullable(byId.get(deliveryId));
    }

    /** Whether a new delivery of the case has to wait. */
    boolean blocked(String caseId) {
        return cases.containsKey(caseId);
    }

    /** The head that has been due longest. */
    Optional<PendingDelivery> nextDue(Instant now) {
        return due.isEmpty() || due.first().at().isAfter(now)
                ? Optional.empty()
                : Optional.of(head(due.first().caseId()));
    }

    /** Heads whose time is over, whether or not anything may be sent now. */
    List<PendingDelivery> expired(Instant now) {
        return due.headSet(new Due(now, "\uffff"), true).stream()
                .map(entry -> head(entry.caseId()))
                .filter(delivery -> delivery.expired(now))
                .toList();
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

    private PendingDelivery head(String caseId) {
        return cases.getOrDefault(caseId, new TreeMap<>()).firstEntry().getValue();
    }

    private void refresh(String caseId) {
        Due before = dueOf.remove(caseId);
        if (before != null) {
            due.remove(before);
        }
        if (cases.containsKey(caseId)) {
            Due now = new Due(head(caseId).due(), caseId);
            dueOf.put(caseId, now);
            due.add(now);
        }
    }
}
