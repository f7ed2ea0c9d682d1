package org.harborlight.standalone.cli;

import java.nio.file.Path;
import org.harborlight.standalone.operator.OperatorTopics;
import org.harborlight.standalone.runtime.Endpoints;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where an exchange's topics are: those of the exchange that runs on a data folder, or of a cluster. */
final class ClusterOptions {
    @Mixin
    private DataOption data = new DataOption();

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT,…",
            description = "Kafka brokers of a cluster, instead of --data.")
    private @Nullable String bootstrap;

    @Option(
            names = "--registry",
            paramLabel = "URL",
            description = "Schema registry of the cluster, Confluent API; with --bootstrap.")
    private @Nullable String registry;

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            description = "Properties for the Kafka client, such as its TLS settings.")
    private @Nullable Path kafkaConfig;

    /** Whether it is a cluster, which has no data folder. */
    boolean cluster() {
        return bootstrap != null;
    }

    Path dataFolder() {
        return data.folder();
    }

    OperatorTopics open() {
        if ((bootstrap == null) != (registry == null)) {
            throw new UsageException("--bootstrap and --registry go together");
        }
        if (bootstrap != null && registry != null) {
            return new OperatorTopics(KafkaSettings.of(bootstrap, kafkaConfig), registry);
        }
        Endpoints running = new RunningExchange(data.folder()).endpoints();
        return new OperatorTopics(
                KafkaSettings.of(running.kafka(), kafkaConfig),
                running.registry().toString());
    }
}
