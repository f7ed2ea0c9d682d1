package org.harborlight.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * One node of a {@link ClusterNodes} as a process of its own, for tests that kill it. Takes its data folder, the nodes
 * and its number; stops when its standard input ends, so that it does not outlive who started it. On a fault that Kafka
 * calls fatal the process ends, as a broker's does.
 */
public final class BrokerMain {
    private BrokerMain() {}

    public static void main(String[] arguments) throws IOException {
        EmbeddedKafka broker = EmbeddedKafka.startNode(
                Path.of(arguments[0]), ClusterNodes.parse(arguments[1]), Integer.parseInt(arguments[2]));
        System.in.transferTo(OutputStream.nullOutputStream());
        broker.close();
    }
}
