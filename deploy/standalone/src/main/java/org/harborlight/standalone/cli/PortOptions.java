package org.harborlight.standalone.cli;

import org.harborlight.standalone.runtime.ExchangeSettings;
import picocli.CommandLine.Option;

/** Where everything listens. */
final class PortOptions {
    @Option(
            names = "--gateway-port",
            defaultValue = "8443",
            description = "For submitters (default: ${DEFAULT-VALUE}; 0 picks a free one).")
    private int gateway;

    @Option(
            names = "--connector-port",
            defaultValue = "8444",
            description = "For partners (default: ${DEFAULT-VALUE}).")
    private int connector;

    @Option(names = "--kafka-port", defaultValue = "9092", description = "Kafka broker (default: ${DEFAULT-VALUE}).")
    private int kafka;

    @Option(
            names = "--registry-port",
            defaultValue = "8081",
            description = "Schema registry (default: ${DEFAULT-VALUE}).")
    private int registry;

    @Option(
            names = "--management-port",
            defaultValue = "9443",
            description = "First of three management ports: gateway, processor, connector (default: ${DEFAULT-VALUE}).")
    private int management;

    @Option(names = "--free-ports", description = "Pick a free port for everything.")
    private boolean free;

    ExchangeSettings.Ports ports() {
        if (free) {
            return ExchangeSettings.Ports.free();
        }
        return new ExchangeSettings.Ports(
                gateway,
                connector,
                0,
                kafka,
                registry,
                management == 0
                        ? new ExchangeSettings.Management(0, 0, 0)
                        : new ExchangeSettings.Management(management, management + 1, management + 2));
    }
}
