package org.harborlight.standalone.cli;

import java.time.Duration;
import java.util.List;
import org.harborlight.standalone.operator.BrokerCluster;
import org.harborlight.standalone.operator.Replication;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Copies what few brokers hold to more of them. */
@Command(
        name = "spread",
        description = {
            "Gives every partition so many copies, Kafka's own topics among them, waits until they are in sync, and",
            "asks for so many of them from then on. Records and offsets stay what they are; the exchange may run.",
            "Repeating it goes on where it stopped, and changes nothing once all is done."
        })
final class BrokersSpreadCommand extends Subcommand {
    @Mixin
    private BrokerOptions options = new BrokerOptions();

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            defaultValue = "10m",
            converter = DurationText.class,
            description = "How long to wait for the copies (default: ${DEFAULT-VALUE}).")
    private Duration patience = Duration.ofMinutes(10);

    @Override
    public Integer call() {
        Replication wanted = options.wanted();
        try (BrokerCluster cluster = new BrokerCluster(options.kafka())) {
            int moved = begin(cluster, wanted);
            out().println(moved + " partitions get other copies");
            out().flush();
            List<String> left = cluster.awaitCopies(wanted, patience);
            left.forEach(err()::println);
            if (!left.isEmpty()) {
                err().println("harborlight: not there yet; repeat the command, it goes on waiting");
                return HarborlightCommand.FAULT;
            }
            cluster.demand(wanted);
            out().println("every partition has " + wanted.copies() + " copies and asks for " + wanted.minInSync());
            return HarborlightCommand.OK;
        }
    }

    private static int begin(BrokerCluster cluster, Replication wanted) {
        try {
            return cluster.spread(wanted);
        } catch (IllegalArgumentException tooFewBrokers) {
            throw new UsageException(String.valueOf(tooFewBrokers.getMessage()));
        }
    }
}
