package org.harborlight.e2e;

import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import org.harborlight.kafka.ClusterNodes;

/**
 * Where the brokers of a cluster run.
 *
 * @param launcher what the command of a broker begins with, by its number
 * @param folder where a broker keeps its data, by its number
 * @param logs folder for what the brokers print
 */
record BrokerSites(ClusterNodes nodes, IntFunction<List<String>> launcher, IntFunction<Path> folder, Path logs) {

    /** On 127.0.0.1. */
    static BrokerSites onLoopback(Path folder, int count) {
        return new BrokerSites(ClusterNodes.onFreePorts(count), _ -> List.of(), id -> folder.resolve("" + id), folder);
    }

    /** Each in a network namespace of its own. */
    static BrokerSites in(BrokerNetwork network, Path folder) {
        return new BrokerSites(
                ClusterNodes.on(network.addresses(), 9092, 9093),
                id -> network.cable(id).launcher(),
                id -> folder.resolve("" + id),
                folder);
    }

    /** On 127.0.0.1, each with a disk of its own. */
    static BrokerSites on(List<SmallDisk> disks, Path logs) {
        return new BrokerSites(
                ClusterNodes.onFreePorts(disks.size()),
                _ -> List.of(),
                id -> disks.get(id - 1).root().resolve("broker"),
                logs);
    }

    Path log(int id) {
        return logs.resolve(id + ".log");
    }
}
