package org.harborlight.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.raft.DynamicVoters;
import org.apache.kafka.server.common.Feature;
import org.harborlight.kafka.ClusterNodes.Node;

/**
 * One Kafka broker and controller inside this JVM, in plain text; alone, reachable on 127.0.0.1 only. The data folder
 * survives {@link #close()}: starting again on it finds every topic, record and offset, on the same port or another.
 * A folder is used by one instance at a time. This is the only class that touches Kafka's non-public server code.
 * Starting takes the calling thread until the broker serves requests; closing takes it until all files are closed.
 */
public final class EmbeddedKafka implements AutoCloseable {
    static final String HOST = "127.0.0.1";
    private static final String CLUSTER_ID_FILE = "cluster.id";

    private final KafkaRaftServer server;
    private final Node node;

    private EmbeddedKafka(KafkaRaftServer server, Node node) {
        this.server = server;
        this.node = node;
    }

    /** Starts on a free port. */
    public static EmbeddedKafka start(Path dataFolder) {
        return start(dataFolder, 0);
    }

    /**
     * Starts on the given port.
     *
     * @param dataFolder made when missing, formatted when empty
     * @param port 0 picks a free one
     */
    public static EmbeddedKafka start(Path dataFolder, int port) {
        return start(dataFolder, port, _ -> {});
    }

    /** Starts on a free port, with a second listener. */
    public static EmbeddedKafka start(Path dataFolder, GuardedDoor door) {
        return start(dataFolder, 0, door::addTo);
    }

    private static EmbeddedKafka start(Path dataFolder, int port, Consumer<Properties> more) {
        KafkaExits.install();
        Node node = new Node(BrokerProperties.NODE_ID, HOST, port == 0 ? FreePorts.next() : port, FreePorts.next());
        Path folder = dataFolder.toAbsolutePath();
        format(
                folder,
                formatter -> formatter
                        .setNodeId(node.id())
                        .setClusterId(clusterId(folder.resolve(CLUSTER_ID_FILE)))
                        .setHasDynamicQuorum(true)
                        .setInitialControllers(DynamicVoters.parse(
                                node.id() + "@" + HOST + ":" + node.controllerPort() + ":" + Uuid.randomUuid())));
        Properties properties = BrokerProperties.single(folder, node);
        more.accept(properties);
        return start(properties, node);
    }

    /**
     * Starts one node of a cluster. It serves requests once enough of the others do; a fault that Kafka calls fatal ends
     * this JVM.
     */
    static EmbeddedKafka startNode(Path dataFolder, ClusterNodes nodes, int id) {
        Path folder = dataFolder.toAbsolutePath();
        format(
                folder,
                formatter ->
                        formatter.setNodeId(id).setClusterId(nodes.clusterId()).setHasDynamicQuorum(false));
        return start(BrokerProperties.node(folder, nodes, id), nodes.node(id));
    }

    private static EmbeddedKafka start(Properties properties, Node node) {
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
        try {
            server.startup();
        } catch (RuntimeException | Error e) {
            server.shutdown();
            throw e;
        }
        return new EmbeddedKafka(server, node);
    }

    /** The value for a client's {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return node.bootstrap();
    }

    /** Stops the broker and waits until it has. Calling it again does nothing. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private interface Identity {
        Formatter of(Formatter formatter) throws IOException;
    }

    /** Writes the folder's identity and first metadata; leaves a formatted folder as it is. */
    private static void format(Path dataFolder, Identity identity) {
        try {
            Files.createDirectories(dataFolder);
            String folder = BrokerProperties.logFolder(dataFolder).toString();
            identity.of(new Formatter()
                            .setPrintStream(
                                    new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                            .setDirectories(List.of(folder))
                            .setMetadataLogDirectory(folder)
                            .setControllerListenerName(BrokerProperties.CONTROLLER_LISTENER)
                            .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                            .setIgnoreFormatted(true))
                    .run();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare the broker's data folder " + dataFolder, e);
        } catch (Exception e) {
            throw new IllegalStateException("cannot format the broker's data folder " + dataFolder, e);
        }
    }

    private static String clusterId(Path file) throws IOException {
        if (Files.exists(file)) {
            return Files.readString(file).strip();
        }
        String id = Uuid.randomUuid().toString();
        Files.writeString(file, id);
        return id;
    }
}
