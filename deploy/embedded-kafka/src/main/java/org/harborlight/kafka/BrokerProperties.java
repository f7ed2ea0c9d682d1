package org.harborlight.kafka;

import static org.harborlight.kafka.EmbeddedKafka.HOST;

import java.nio.file.Path;
import java.util.Properties;

/** The settings of a single node: one replica of everything, quick group joins, no topic made by accident. */
final class BrokerProperties {
    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";
    private static final String BROKER_LISTENER = "PLAINTEXT";

    private BrokerProperties() {}

    static Path logFolder(Path dataFolder) {
        return dataFolder.resolve("log");
    }

    static Properties of(Path dataFolder, int brokerPort, int controllerPort) {
        Properties properties = new Properties();
        network(properties, brokerPort, controllerPort);
        internalTopics(properties);
        properties.setProperty("log.dirs", logFolder(dataFolder).toString());
        properties.setProperty("auto.create.topics.enable", "false");
        properties.setProperty("default.replication.factor", "1");
        properties.setProperty("min.insync.replicas", "1");
        properties.setProperty("group.initial.rebalance.delay.ms", "0");
        properties.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(4 * 1024 * 1024));
        properties.setProperty("num.network.threads", "2");
        properties.setProperty("num.io.threads", "4");
        properties.setProperty("background.threads", "2");
        properties.setProperty("initial.broker.registration.timeout.ms", "30000");
        return properties;
    }

    private static void network(Properties properties, int brokerPort, int controllerPort) {
        String listeners = BROKER_LISTENER + "://" + HOST + ":" + brokerPort + "," + CONTROLLER_LISTENER + "://" + HOST
                + ":" + controllerPort;
        properties.setProperty("process.roles", "broker,controller");
        properties.setProperty("node.id", Integer.toString(NODE_ID));
        properties.setProperty("listeners", listeners);
        properties.setProperty("advertised.listeners", listeners);
        properties.setProperty(
                "listener.security.protocol.map", BROKER_LISTENER + ":PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
        properties.setProperty("controller.listener.names", CONTROLLER_LISTENER);
        properties.setProperty("inter.broker.listener.name", BROKER_LISTENER);
        properties.setProperty("controller.quorum.bootstrap.servers", HOST + ":" + controllerPort);
        properties.setProperty("controller.quorum.election.timeout.ms", "200");
        properties.setProperty("controller.quorum.fetch.timeout.ms", "2000");
    }

    private static void internalTopics(Properties properties) {
        properties.setProperty("offsets.topic.num.partitions", "1");
        properties.setProperty("offsets.topic.replication.factor", "1");
        properties.setProperty("transaction.state.log.num.partitions", "1");
        properties.setProperty("transaction.state.log.replication.factor", "1");
        properties.setProperty("transaction.state.log.min.isr", "1");
        properties.setProperty("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
        properties.setProperty("share.coordinator.state.topic.num.partitions", "1");
        properties.setProperty("share.coordinator.state.topic.replication.factor", "1");
        properties.setProperty("share.coordinator.state.topic.min.isr", "1");
    }
}
