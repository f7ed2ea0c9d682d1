package org.harborlight.kafka;

import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Collectors;
import org.harborlight.kafka.ClusterNodes.Node;

/** The settings of a node: as many replicas as nodes allow, quick group joins, no topic made by accident. */
final class BrokerProperties {
    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";
    private static final String BROKER_LISTENER = "PLAINTEXT";
    /** A broker that starts reads these logs before its coordinators are of use; what is compacted is read quickly. */
    private static final String COORDINATOR_SEGMENT_BYTES = Integer.toString(4 * 1024 * 1024);

    private BrokerProperties() {}

    static Path logFolder(Path dataFolder) {
        return dataFolder.resolve("log");
    }

    /** The only node there is, whose quorum is kept in its own log. */
    static Properties single(Path dataFolder, Node node) {
        Properties properties = common(dataFolder, node, (short) 1, 1);
        properties.setProperty("controller.quorum.bootstrap.servers", node.host() + ":" + node.controllerPort());
        return properties;
    }

    /** A node of several, all of them known to each; one that is gone is noticed within seconds. */
    static Properties node(Path dataFolder, ClusterNodes nodes, int id) {
        Properties properties = common(dataFolder, nodes.node(id), nodes.replication(), nodes.minInSync());
        properties.setProperty(
                "controller.quorum.voters",
                nodes.nodes().stream()
                        .map(node -> node.id() + "@" + node.host() + ":" + node.controllerPort())
                        .collect(Collectors.joining(",")));
        properties.setProperty("controller.quorum.election.timeout.ms", "1000");
        properties.setProperty("broker.session.timeout.ms", "3000");
        properties.setProperty("broker.heartbeat.interval.ms", "500");
        properties.setProperty("replica.lag.time.max.ms", "5000");
        properties.setProperty("initial.broker.registration.timeout.ms", "120000");
        return properties;
    }

    private static Properties common(Path dataFolder, Node node, short replication, int minInSync) {
        Properties properties = new Properties();
        network(properties, node);
        internalTopics(properties, Short.toString(replication), Integer.toString(minInSync));
        properties.setProperty("log.dirs", logFolder(dataFolder).toString());
        properties.setProperty("auto.create.topics.enable", "false");
        properties.setProperty("default.replication.factor", Short.toString(replication));
        properties.setProperty("min.insync.replicas", Integer.toString(minInSync));
        properties.setProperty("group.initial.rebalance.delay.ms", "0");
        properties.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(4 * 1024 * 1024));
        properties.setProperty("num.network.threads", "2");
        properties.setProperty("num.io.threads", "4");
        properties.setProperty("background.threads", "2");
        properties.setProperty("initial.broker.registration.timeout.ms", "30000");
        return properties;
    }

    private static void network(Properties properties, Node node) {
        String listeners = BROKER_LISTENER + "://" + node.bootstrap() + "," + CONTROLLER_LISTENER + "://" + node.host()
                + ":" + node.controllerPort();
        properties.setProperty("process.roles", "broker,controller");
        properties.setProperty("node.id", Integer.toString(node.id()));
        properties.setProperty("listeners", listeners);
        properties.setProperty("advertised.listeners", listeners);
        properties.setProperty(
                "listener.security.protocol.map", BROKER_LISTENER + ":PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
        properties.setProperty("controller.listener.names", CONTROLLER_LISTENER);
        properties.setProperty("inter.broker.listener.name", BROKER_LISTENER);
        properties.setProperty("controller.quorum.election.timeout.ms", "200");
        properties.setProperty("controller.quorum.fetch.timeout.ms", "2000");
    }

    private static void internalTopics(Properties properties, String replication, String minInSync) {
        properties.setProperty("offsets.topic.num.partitions", "1");
        properties.setProperty("offsets.topic.replication.factor", replication);
        properties.setProperty("offsets.topic.segment.bytes", COORDINATOR_SEGMENT_BYTES);
        properties.setProperty("transaction.state.log.segment.bytes", COORDINATOR_SEGMENT_BYTES);
        properties.setProperty("transaction.state.log.num.partitions", "1");
        properties.setProperty("transaction.state.log.replication.factor", replication);
        properties.setProperty("transaction.state.log.min.isr", minInSync);
        properties.setProperty("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
        properties.setProperty("share.coordinator.state.topic.num.partitions", "1");
        properties.setProperty("share.coordinator.state.topic.replication.factor", replication);
        properties.setProperty("share.coordinator.state.topic.min.isr", minInSync);
    }
}
