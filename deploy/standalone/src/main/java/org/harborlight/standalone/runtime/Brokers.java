package org.harborlight.standalone.runtime;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.harborlight.kafka.EmbeddedKafka;

/**
 * Running brokers that an exchange stands on. Closing stops them where they are its own.
 *
 * @param bootstrap as {@code host:port}, several with commas between
 * @param replication replicas of each partition of its topics
 * @param stop what closing does
 */
public record Brokers(String bootstrap, short replication, Runnable stop) implements AutoCloseable {
    private static final short CLUSTER_REPLICATION = 3;

    /** One broker in this JVM, which closing stops. */
    public static Brokers embedded(Path folder, int port) {
        EmbeddedKafka broker = EmbeddedKafka.start(folder, port);
        return new Brokers(broker.bootstrapServers(), (short) 1, broker::close);
    }

    /**
     * A cluster that runs on when this is closed: three replicas of each new topic.
     *
     * @param bootstrap as {@code host:port}, several with commas between
     */
    public static Brokers cluster(String bootstrap) {
        return elsewhere(bootstrap, CLUSTER_REPLICATION);
    }

    /** Brokers that run on when this is closed. */
    public static Brokers elsewhere(String bootstrap, short replication) {
        return new Brokers(bootstrap, replication, () -> {});
    }

    /**
     * Waits for an answer of brokers that run elsewhere.
     *
     * @return the same brokers
     * @throws IllegalStateException when none came within the client's patience
     */
    public static String answering(String bootstrap) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.describeCluster().clusterId().get();
            return bootstrap;
        } catch (KafkaException | ExecutionException e) {
            throw new IllegalStateException("no answer from the brokers " + bootstrap, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + bootstrap + " was asked", e);
        }
    }

    @Override
    public void close() {
        stop.run();
    }
}
