package org.harborlight.e2e;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/**
 * Moves the leaders of all partitions, and some replicas away and back, as an operator does who empties a broker. What it
 * does follows from the seed. Used by one thread.
 */
final class LeaderMoves {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    /** Every so many partitions lose a replica for a round. */
    private static final int ONE_IN = 3;

    private final ClusterView cluster;
    private final List<Integer> brokers;
    private final Random random;

    LeaderMoves(ClusterView cluster, List<Integer> brokers, long seed) {
        this.cluster = cluster;
        this.brokers = List.copyOf(brokers);
        this.random = new Random(seed);
    }

    /** Gives every partition another order of brokers, some of them one fewer, and has the first of each lead. */
    int round() throws ExecutionException, InterruptedException {
        return move(true);
    }

    /** The same, and gives every partition all its replicas. */
    int lastRound() throws ExecutionException, InterruptedException {
        return move(false);
    }

    /** Gives how many partitions another broker leads than before. */
    private int move(boolean awayToo) throws ExecutionException, InterruptedException {
        Map<TopicPartition, Integer> before = leaders();
        Map<TopicPartition, Optional<NewPartitionReassignment>> moves = new HashMap<>();
        for (TopicPartition partition : before.keySet()) {
            List<Integer> order = new ArrayList<>(brokers);
            Collections.shuffle(order, random);
            boolean oneFewer = awayToo && random.nextInt(ONE_IN) == 0;
            moves.put(
                    partition,
                    Optional.of(new NewPartitionReassignment(
                            oneFewer ? List.copyOf(order.subList(1, order.size())) : order)));
        }
        cluster.admin().alterPartitionReassignments(moves).all().get();
        await("replicas have moved")
                .atMost(PATIENCE)
                .until(() -> cluster.admin()
                        .listPartitionReassignments()
                        .reassignments()
                        .get()
                        .isEmpty());
        cluster.admin()
                .electLeaders(ElectionType.PREFERRED, before.keySet())
                .partitions()
                .get();
        Map<TopicPartition, Integer> after = leaders();
        return Math.toIntExact(before.entrySet().stream()
                .filter(one -> !one.getValue().equals(after.get(one.getKey())))
                .count());
    }

    private Map<TopicPartition, Integer> leaders() throws ExecutionException, InterruptedException {
        return cluster.partitions(LeaderMoves::leader);
    }

    private static int leader(TopicPartitionInfo partition) {
        return partition.leader() == null ? -1 : partition.leader().id();
    }
}
