package org.harborlight.e2e;

import java.nio.file.Path;
import java.util.Optional;
import org.harborlight.kafka.ClusterNodes;
import org.harborlight.standalone.runtime.Closing;
import org.harborlight.standalone.runtime.SeparateServices;

/** An exchange on three brokers, each of which is in a network namespace of its own. Used by one thread. */
final class NetworkedExchange implements AutoCloseable {
    static final int BROKERS = 3;

    private final Closing closing;
    private final BrokerNetwork network;
    private final ClusterNodes nodes;
    private final KillableExchange exchange;
    private final ClusterView cluster;
    private final NothingLost books;

    private NetworkedExchange(Closing closing, Path folder) {
        this.closing = closing;
        network = closing.add("network", BrokerNetwork.create(BROKERS));
        BrokerSites sites = BrokerSites.in(network, folder.resolve("brokers"));
        nodes = sites.nodes();
        exchange = closing.add(
                "exchange",
                new KillableExchange(folder.resolve("data"), SeparateServices.Instances.ONE_EACH, Optional.of(sites)));
        cluster = closing.add("view", new ClusterView(exchange.kafka(), BROKERS));
        books = new NothingLost(exchange);
    }

    static NetworkedExchange start(Path folder) {
        Closing closing = new Closing();
        try {
            return new NetworkedExchange(closing, folder);
        } catch (RuntimeException e) {
            closing.close();
            throw e;
        }
    }

    BrokerCable cable(int broker) {
        return network.cable(broker);
    }

    /** What comes of connecting to a broker now. */
    Reach reach(int broker) {
        ClusterNodes.Node node = nodes.node(broker);
        return Reach.of(node.host(), node.brokerPort());
    }

    KillableExchange exchange() {
        return exchange;
    }

    ClusterView cluster() {
        return cluster;
    }

    NothingLost books() {
        return books;
    }

    @Override
    public void close() {
        closing.close();
    }
}
