package org.harborlight.connector.lane;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * The batch that a lane is filling, and when it is committed: once it is as old as the interval, as soon as the work in
 * hand is done where it is {@link LaneBatch#hurry hurried}, and before partitions are given away. Belongs to the lane's
 * thread.
 */
final class LaneCommits {
    private final LaneLoop.LaneClients clients;
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final Duration interval;
    private final InstantSource steady;
    private final Runnable committed;
    private LaneBatch batch = new LaneBatch(positions);
    private Instant due = Instant.EPOCH;
    private boolean abandoned;

    /**
     * @param steady is never put back
     * @param committed runs after each commit
     */
    LaneCommits(LaneLoop.LaneClients clients, Duration interval, InstantSource steady, Runnable committed) {
        this.clients = clients;
        this.interval = interval;
        this.steady = steady;
        this.committed = committed;
    }

    /** The next offset in each partition that the lane works on. */
    Map<TopicPartition, Long> positions() {
        return positions;
    }

    /** The batch to add to, until the next commit. */
    LaneBatch open() {
        if (batch.isEmpty()) {
            due = steady.instant().plus(interval);
        }
        return batch;
    }

    /** When the open batch is to be committed, by the steady clock. */
    Instant due() {
        return due;
    }

    /** Until then; zero where it is past. */
    Duration left() {
        Duration left = Duration.between(steady.instant(), due);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Whether something is done and not committed. */
    boolean pending() {
        return !batch.isEmpty();
    }

    void commitIfDue() {
        if (batch.hurried() || left().isZero()) {
            commit();
        }
    }

    /** Commits what is done, if anything. */
    void commit() {
        if (abandoned || batch.isEmpty()) {
            return;
        }
        batch.commit(clients.producer(), clients.consumer().groupMetadata());
        batch = new LaneBatch(positions);
        committed.run();
    }

    /** After a fault, or once another instance may do it again: what is open is never committed. */
    void abandon() {
        abandoned = true;
    }

    /** @throws IllegalStateException when what was open is abandoned: the lane must begin again from what stands */
    void requireNotAbandoned() {
        if (abandoned) {
            throw new IllegalStateException("partitions were lost to another instance before a commit");
        }
    }
}
