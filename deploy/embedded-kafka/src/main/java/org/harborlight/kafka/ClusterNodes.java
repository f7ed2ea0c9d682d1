package org.harborlight.kafka;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;

/**
 * The nodes of a cluster on this machine, each of them broker and controller, on addresses of IPv4. Immutable;
 * {@link #toString} is a form that {@link #parse} reads, so that each node's process can be told.
 */
public record ClusterNodes(String clusterId, List<Node> nodes) {
    private static final int MOST_REPLICAS = 3;

    public ClusterNodes {
        nodes = List.copyOf(nodes);
    }

    /** One node, and where it listens. */
    public record Node(int id, String host, int brokerPort, int controllerPort) {
        /** As a client's {@code bootstrap.servers} names it. */
        public String bootstrap() {
            return host + ":" + brokerPort;
        }
    }

    /** New nodes, numbered from 1, each on a host of its own, where nothing else listens. */
    public static ClusterNodes on(List<String> hosts, int brokerPort, int controllerPort) {
        return new ClusterNodes(
                Uuid.randomUuid().toString(),
                IntStream.rangeClosed(1, hosts.size())
                        .mapToObj(id -> new Node(id, hosts.get(id - 1), brokerPort, controllerPort))
                        .toList());
    }

    /** New nodes, numbered from 1, on ports of 127.0.0.1 that are free now. */
    public static ClusterNodes onFreePorts(int count) {
        return new ClusterNodes(
                Uuid.randomUuid().toString(),
                IntStream.rangeClosed(1, count)
                        .mapToObj(id -> new Node(id, EmbeddedKafka.HOST, FreePorts.next(), FreePorts.next()))
                        .toList());
    }

    /** Reads what {@link #toString} wrote. */
    public static ClusterNodes parse(String text) {
        String[] parts = text.split("/", -1);
        return new ClusterNodes(
                parts[0],
                Arrays.stream(parts[1].split(",", -1)).map(ClusterNodes::node).toList());
    }

    private static Node node(String text) {
        String[] parts = text.split(":", -1);
        return new Node(Integer.parseInt(parts[0]), parts[1], Integer.parseInt(parts[2]), Integer.parseInt(parts[3]));
    }

    /** The node of that number. */
    public Node node(int id) {
        return nodes.stream()
                .filter(node -> node.id() == id)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no node " + id + " in " + this));
    }

    /** The value for a client's {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return nodes.stream().map(Node::bootstrap).collect(Collectors.joining(","));
    }

    /** How many replicas each partition has: three where there are as many nodes. */
    public short replication() {
        return (short) Math.min(MOST_REPLICAS, nodes.size());
    }

    /** How many of them must have a record before it counts as written: one fewer, so that one may be away. */
    public int minInSync() {
        return Math.max(1, replication() - 1);
    }

    @Override
    public String toString() {
        return clusterId + "/"
                + nodes.stream()
                        .map(node -> node.id() + ":" + node.bootstrap() + ":" + node.controllerPort())
                        .collect(Collectors.joining(","));
    }
}
