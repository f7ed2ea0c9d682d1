package org.harborlight.standalone.cli;

import java.nio.file.Path;
import java.util.Map;
import org.harborlight.standalone.operator.Replication;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which brokers, and how many copies there are to be. */
final class BrokerOptions {
    @Option(names = "--bootstrap", required = true, paramLabel = "HOST:PORT,…", description = "Kafka brokers.")
    private String bootstrap = "";

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            description = "Properties for the Kafka client, such as its TLS settings.")
    private @Nullable Path kafkaConfig;

    @Option(
            names = "--replication",
            defaultValue = "3",
            description = "Copies of each record (default: ${DEFAULT-VALUE}).")
    private int replication;

    @Option(
            names = "--min-in-sync",
            defaultValue = "2",
            description = "Copies that must be written before a record counts (default: ${DEFAULT-VALUE}).")
    private int minInSync;

    Map<String, Object> kafka() {
        return KafkaSettings.of(bootstrap, kafkaConfig);
    }

    Replication wanted() {
        return Subcommand.usable("--replication and --min-in-sync", () -> new Replication(replication, minInSync));
    }
}
