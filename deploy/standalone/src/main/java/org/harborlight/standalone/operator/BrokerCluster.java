package org.harborlight.standalone.operator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The brokers of a cluster, and which of them has which copy; of all topics, those of Kafka itself and of Kafka Streams
 * too. Blocking; for one thread.
 */
public final class BrokerCluster implements AutoCloseable {
    private static final long LOOK_EVERY_MILLIS = 500;
    private static final long LONG_AGO_MILLIS = 10_000;

    private final Admin admin;

    /** @param kafka settings of a Kafka client */
    public BrokerCluster(Map<String, Object> kafka) {
        this.admin = Admin.create(kafka);
    }

    /** What is not as wanted, a line for each partition or topic, and one for the controllers. */
    public List<String> problems(Replication wanted) {
        List<String> problems = new ArrayList<>();
        Map<String, TopicDescription> topics = topics();
        topics.forEach((name, topic) -> topic.partitions().forEach(partition -> {
            if (partition.replicas().size() < wanted.copies()
                    || partition.isr().size() < partition.replicas().size()) {
                problems.add(name + "/" + partition.partition() + ": "
                        + partition.replicas().size() + " copies, "
                        + partition.isr().size() + " in sync");
            }
        }));
        long voters = voters();
        if (voters < wanted.copies()) {
            problems.add("controllers: " + voters + " of " + wanted.copies() + " vote");
        }
        asked(topics.keySet()).forEach((name, fewest) -> {
            if (fewest < wanted.minInSync()) {
                problems.add(name + ": asks for " + fewest + " in sync");
            }
        });
        return problems;
    }

    /**
     * Begins to give each partition as many copies as wanted; returns how many partitions that concerns.
     *
     * @throws IllegalArgumentException where there are fewer brokers than copies
     */
    public int spread(Replication wanted) {
        List<Integer> brokers = answer(admin.describeCluster().nodes()).stream()
                .map(Node::id)
                .sorted()
                .toList();
        Map<TopicPartition, Optional<NewPartitionReassignment>> moves =
                new TreeMap<>((one, other) -> one.toString().compareTo(other.toString()));
        ReplicaPlan plan = new ReplicaPlan(brokers, wanted.copies());
        topics().forEach((name, topic) -> topic.partitions().forEach(partition -> {
            List<Integer> target = plan.next();
            if (partition.replicas().size() != wanted.copies()) {
                moves.put(
                        new TopicPartition(name, partition.partition()),
                        Optional.of(new NewPartitionReassignment(target)));
            }
        }));
        if (!moves.isEmpty()) {
            answer(admin.alterPartitionReassignments(moves).all());
        }
        return moves.size();
    }

    /** Waits until every copy is in sync; what is left when the time is over. */
    public List<String> awaitCopies(Replication wanted, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        List<String> left = waitingFor(wanted);
        while (!left.isEmpty() && System.nanoTime() < end) {
            pause();
            left = waitingFor(wanted);
        }
        return left;
    }

    private List<String> waitingFor(Replication wanted) {
        List<String> left = new ArrayList<>(problems(new Replication(wanted.copies(), 1)));
        answer(admin.listPartitionReassignments().reassignments()).keySet().stream()
                .map(partition -> partition + ": is being moved")
                .forEach(left::add);
        return left;
    }

    /** From now on no record counts before so many copies of it are written, in whichever topic, also in new ones. */
    public void demand(Replication wanted) {
        AlterConfigOp fewest = new AlterConfigOp(
                new ConfigEntry(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(wanted.minInSync())),
                AlterConfigOp.OpType.SET);
        Map<ConfigResource, Collection<AlterConfigOp>> changes =
                new TreeMap<>((one, other) -> one.toString().compareTo(other.toString()));
        changes.put(new ConfigResource(ConfigResource.Type.BROKER, ""), List.of(fewest));
        topics().keySet()
                .forEach(topic -> changes.put(new ConfigResource(ConfigResource.Type.TOPIC, topic), List.of(fewest)));
        answer(admin.incrementalAlterConfigs(changes).all());
    }

    /** Controllers that vote and follow; one that is gone has not asked for long. */
    private long voters() {
        List<Long> asked = answer(admin.describeMetadataQuorum().quorumInfo()).voters().stream()
                .map(voter -> voter.lastFetchTimestamp().orElse(0))
                .toList();
        long newest = asked.stream().mapToLong(Long::longValue).max().orElse(0);
        return asked.stream().filter(at -> at > newest - LONG_AGO_MILLIS).count();
    }

    private Map<String, TopicDescription> topics() {
        Collection<String> names = answer(
                admin.listTopics(new ListTopicsOptions().listInternal(true)).names());
        return new TreeMap<>(answer(admin.describeTopics(names).allTopicNames()));
    }

    private Map<String, Integer> asked(Collection<String> topics) {
        List<ConfigResource> resources = topics.stream()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                .toList();
        Map<String, Integer> asked = new TreeMap<>();
        answer(admin.describeConfigs(resources).all())
                .forEach((resource, config) -> asked.put(
                        resource.name(),
                        Integer.parseInt(config.get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG)
                                .value())));
        return asked;
    }

    private static <T> T answer(KafkaFuture<T> asked) {
        try {
            return asked.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the brokers refuse: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking the brokers", e);
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for copies", e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
