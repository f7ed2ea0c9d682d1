package org.harborlight.standalone.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.harborlight.connector.ConnectorMain;
import org.harborlight.gateway.GatewayMain;
import org.harborlight.processor.ProcessorMain;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Runs one instance of one service, as in a cluster. */
@Command(
        name = "service",
        description = {
            "Runs one instance of one service against a Kafka cluster and a schema registry that are there,",
            "until it is told to end. Its README lists every setting of its file.",
            "Exit code 2 where the file is refused, with all that is wrong in it, 1 where it cannot start."
        })
final class ServiceCommand extends Subcommand {
    /** Which there are. */
    enum Service {
        GATEWAY,
        PROCESSOR,
        CONNECTOR
    }

    @Parameters(index = "0", paramLabel = "SERVICE", description = "One of: gateway, processor, connector.")
    private Service service = Service.GATEWAY;

    @Parameters(index = "1", paramLabel = "FILE", description = "Its properties file.")
    private Path file = Path.of("");

    @Override
    public Integer call() {
        if (Files.isDirectory(file) || !Files.isReadable(file)) {
            throw new UsageException("cannot read " + file);
        }
        String settings = file.toString();
        return switch (service) {
            case GATEWAY -> GatewayMain.run(settings);
            case PROCESSOR -> ProcessorMain.run(settings);
            case CONNECTOR -> ConnectorMain.run(settings);
        };
    }
}
