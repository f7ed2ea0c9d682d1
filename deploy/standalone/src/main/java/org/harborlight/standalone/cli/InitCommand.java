package org.harborlight.standalone.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.harborlight.schemas.registry.SchemaRegistry;
import org.harborlight.standalone.runtime.TopicsAndSubjects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes the fixed topics and subjects on a real cluster; what is there already stays as it is. */
@Command(
        name = "init",
        description = {
            "Makes the fixed topics and schema subjects on a Kafka cluster and its schema registry.",
            "Repeating it changes nothing. `serve` and `demo` do this by themselves."
        })
final class InitCommand extends Subcommand {
    @Option(names = "--bootstrap", required = true, paramLabel = "HOST:PORT,…", description = "Kafka brokers.")
    private String bootstrap = "";

    @Option(names = "--registry", required = true, paramLabel = "URL", description = "Schema registry, Confluent API.")
    private String registry = "";

    @Option(
            names = "--partitions",
            defaultValue = "6",
            description =
                    "Partitions of the notice topics; changing it later is a migration (default: ${DEFAULT-VALUE}).")
    private int partitions;

    @Option(
            names = "--replication",
            defaultValue = "3",
            description = "Copies of each record (default: ${DEFAULT-VALUE}).")
    private short replication;

    @Option(
            names = "--partner",
            paramLabel = "ID",
            description = "Also make the topics of this partner; may be repeated.")
    private String[] partners = {};

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            description = "Properties for the Kafka client, such as its TLS settings.")
    private @Nullable Path kafkaConfig;

    @Override
    public Integer call() {
        Map<String, Object> kafka = KafkaSettings.of(bootstrap, kafkaConfig);
        TopicsAndSubjects wanted = new TopicsAndSubjects(partitions, replication, List.of(partners));
        int topics = wanted.makeTopics(kafka);
        int subjects;
        try (SchemaRegistry client = new SchemaRegistry(registry, Map.of())) {
            subjects = wanted.makeSubjects(client);
        }
        out().println(topics + " topics and " + subjects + " subjects made, the others were there");
        return HarborlightCommand.OK;
    }
}
