package org.harborlight.connector.lane;

import java.util.Collection;
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
    private final LaneCommits commits;
    private final Set<TopicPartition> joining = new HashSet<>();
    private Map<TopicPartition, Long> marks = Map.of();

    LaneAssignment(
            org.apache.kafka.clients.consumer.Consumer<String, byte[]> consumer,
            DeliveryStates states,
            LaneLedger ledger,
            Consumer<DeliveryState> adopt,
            LaneCommits commits) {
        this.consumer = consumer;
        this.states = states;
        this.ledger = ledger;
        this.adopt = adopt;
        this.commits = commits;
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
        commits.commit();
        drop(partitions);
    }

    /** Another instance may have them already: what was done for them and is not committed, that one does again. */
    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        if (commits.pending()) {
            commits.abandon();
        }
        drop(partitions);
    }

    private void drop(Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> {
            joining.remove(partition);
            commits.positions().remove(partition);
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
                commits.positions().put(partition, consumer.position(partition));
                states.waiting(partition).forEach(adopt);
            }
            joining.clear();
        }
    }

    /** Lets records of the admitted partitions in, or keeps them out for now. */
    void flow(boolean open) {
        if (open) {
            consumer.resume(commits.positions().keySet());
        } else {
            consumer.pause(commits.positions().keySet());
        }
    }

    /** Reads again what was read and not done. */
    void rewind() {
        commits.positions().forEach(consumer::seek);
    }
}
