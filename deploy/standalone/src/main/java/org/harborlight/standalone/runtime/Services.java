package org.harborlight.standalone.runtime;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.harborlight.connector.Connector;
import org.harborlight.connector.ConnectorConfig;
import org.harborlight.gateway.Gateway;
import org.harborlight.gateway.GatewayConfig;
import org.harborlight.processor.Processor;
import org.harborlight.processor.ProcessorConfig;

/**
 * The three services, each started from its configuration file as it would be in a cluster: connector, processor,
 * gateway, since each is told where the one before it listens. Closed in the reverse order, so that nothing is taken
 * that could not be passed on.
 */
public record Services(Gateway gateway, Processor processor, Connector connector) {
    private static final Duration READY_WITHIN = Duration.ofSeconds(90);
    private static final Duration LOOK_EVERY = Duration.ofMillis(25);

    /** Starts them; the closing gets each as it starts. They listen then, and get ready after a while. */
    public static Services start(ServiceFiles files, ExchangeSettings.Ports ports, Closing closing) {
        Place connectorPlace =
                new Place("connector", ports.connector(), ports.management().connector());
        Path connectorFile = files.connector(connectorPlace);
        Connector connector = closing.start("connector", () -> Connector.start(ConnectorConfig.load(connectorFile)));
        Place processorPlace =
                new Place("processor", ports.ledger(), ports.management().processor());
        Path processorFile = files.processor(processorPlace, List.of(management(connector.managementPort())));
        Processor processor = closing.start("processor", () -> Processor.start(ProcessorConfig.load(processorFile)));
        Place gatewayPlace =
                new Place("gateway", ports.gateway(), ports.management().gateway());
        Path gatewayFile = files.gateway(gatewayPlace, List.of(https(processor.servicePort())));
        Gateway gateway = closing.start("gateway", () -> Gateway.start(GatewayConfig.load(gatewayFile)));
        return new Services(gateway, processor, connector);
    }

    public URI gatewayUrl() {
        return https(gateway.port());
    }

    URI connectorUrl() {
        return https(connector.port());
    }

    public Map<String, URI> managementUrls() {
        return Map.of(
                "gateway", management(gateway.managementPort()),
                "processor", management(processor.managementPort()),
                "connector", management(connector.managementPort()));
    }

    /** Waits until all are ready, for as long as a start may take. */
    public Services awaitReady() {
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        while (!notReady().isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the services were not ready within " + READY_WITHIN.toSeconds()
                        + " s: " + String.join(", ", notReady()));
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
            if (Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("interrupted while the services started");
            }
        }
        return this;
    }

    /** Why they are not ready, by reason code; empty when they are. */
    private List<String> notReady() {
        return List.of(gateway.readiness(), processor.readiness(), connector.readiness()).stream()
                .flatMap(readiness -> readiness.missing().stream())
                .toList();
    }

    private static URI https(int port) {
        return URI.create("https://localhost:" + port);
    }

    private static URI management(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }
}
