package org.harborlight.connector.lane;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.harborlight.connector.store.DeliveryStates;
import org.harborlight.schemas.DeliveryState;

/**
 * The partitions that a lane owns. A new one is worked on only once its pending deliveries are known: its position is
 * asked first, which waits until its former owner's transactions have ended, and then the ledger must have caught up with
 * what was written until then. Belongs to the lane's thread; the callbacks run within poll.
 */
final class LaneAssignment implements ConsumerRebalanceListener {
    private final org.apache.kafka.clients.consumer.Consumer<String, byte[]> consumer;
    private final DeliveryStates states;
    private final LaneLedger ledger;
    private final Consumer<DeliveryState> adopt;
    private final Runnable handOver;
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final Set<TopicPartition> joining = new HashSet<>();
    private Map<TopicPartition, Long> marks = Map.of();
    private boolean lost;

    /** @param handOver runs before partitions are given away */
    LaneAssignment(
            org.apache.kafka.clients.consumer.Consumer<String, byte[]> consumer,
            DeliveryStates states,
            LaneLedger ledger,
            Consumer<DeliveryState> adopt,
            Runnable handOver) {
        this.consumer = consumer;
        this.states = states;
        this.ledger = ledger;
        this.adopt = adopt;
        this.handOver = handOver;
    }

    /** The next offset in each partition that is worked on. */
    Map<TopicPartition, Long> positions() {
        return positions;
    }

    boolean joining() {
        return !joining.isEmpty();
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        joining.addAll(partitions);
        marks = Map.of();
        consumer.pause(partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        handOver.run();
        drop(partitions);
    }

    /** Another instance has them already: what was done for them and is not committed, that one does again. */
    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        lost = true;
        drop(partitions);
    }

    /** @throws IllegalStateException when partitions went to another instance before they were handed over */
    void requireNoneLost() {
        if (lost) {
            throw new IllegalStateException("partitions were lost to another instance");
        }
    }

    private void drop(Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> {
            joining.remove(partition);
            positions.remove(partition);
            ledger.drop(partition);
        });
    }

    /** Takes new partitions in, if all is known about them. */
    void admit() {
        if (joining.isEmpty()) {
            return;
        }
        if (marks.isEmpty()) {
            joining.forEach(consumer::position);
            marks = states.highWatermarks();
        }
        if (states.hasReached(marks)) {
            for (TopicPartition partition : joining) {
                positions.put(partition, consumer.position(partition));
                states.waiting(partition).forEach(adopt);
            }
            joining.clear();
        }
    }

    /** Lets records of the admitted partitions in, or keeps them out for now. */
    void flow(boolean open) {
        if (open) {
            consumer.resume(positions.keySet());
        } else {
            consumer.pause(positions.keySet());
        }
    }

    /** Reads again what was read and not done. */
    void rewind() {
        positions.forEach(consumer::seek);
    }
}
