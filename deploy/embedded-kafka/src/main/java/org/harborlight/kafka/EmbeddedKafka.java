package org.harborlight.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.raft.DynamicVoters;
import org.apache.kafka.server.common.Feature;

/**
 * One Kafka broker and controller inside this JVM, reachable in plain text on 127.0.0.1 only. The data folder
 * survives {@link #close()}: starting again on it finds every topic, record and offset, on the same port or another.
 * A folder is used by one instance at a time. This is the only class that touches Kafka's non-public server code.
 * Starting takes the calling thread until the broker serves requests; closing takes it until all files are closed.
 */
public final class EmbeddedKafka implements AutoCloseable {
    static final String HOST = "127.0.0.1";
    private static final String CLUSTER_ID_FILE = "cluster.id";

    private final KafkaRaftServer server;
    private final int port;

    private EmbeddedKafka(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
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
        KafkaExits.install();
        int brokerPort = port == 0 ? freePort() : port;
        int controllerPort = freePort();
        KafkaConfig config =
                new KafkaConfig(BrokerProperties.of(dataFolder.toAbsolutePath(), brokerPort, controllerPort), false);
        try {
            format(dataFolder.toAbsolutePath(), controllerPort);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare the broker's data folder " + dataFolder, e);
        } catch (Exception e) {
            throw new IllegalStateException("cannot format the broker's data folder " + dataFolder, e);
        }
        KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
        try {
            server.startup();
        } catch (RuntimeException | Error e) {
            server.shutdown();
            throw e;
        }
        return new EmbeddedKafka(server, brokerPort);
    }

    /** The value for a client's {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return HOST + ":" + port;
    }

    /** Stops the broker and waits until it has. Calling it again does nothing. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    /** Writes the folder's identity and first metadata; leaves a formatted folder as it is. */
    private static void format(Path dataFolder, int controllerPort) throws Exception {
        Files.createDirectories(dataFolder);
        String folder = BrokerProperties.logFolder(dataFolder).toString();
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setNodeId(BrokerProperties.NODE_ID)
                .setClusterId(clusterId(dataFolder.resolve(CLUSTER_ID_FILE)))
                .setDirectories(List.of(folder))
                .setMetadataLogDirectory(folder)
                .setControllerListenerName(BrokerProperties.CONTROLLER_LISTENER)
                .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                .setHasDynamicQuorum(true)
                .setInitialControllers(DynamicVoters.parse(
                        BrokerProperties.NODE_ID + "@" + HOST + ":" + controllerPort + ":" + Uuid.randomUuid()))
                .setIgnoreFormatted(true)
                .run();
    }

    private static String clusterId(Path file) throws IOException {
        if (Files.exists(file)) {
            return Files.readString(file).strip();
        }
        String id = Uuid.randomUuid().toString();
        Files.writeString(file, id);
        return id;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral(HOST))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on " + HOST, e);
        }
    }
}
