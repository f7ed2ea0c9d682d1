package org.harborlight.gateway;

import java.time.InstantSource;
import org.harborlight.schemas.codec.AvroTrust;
import org.harborlight.service.Readiness;
import org.harborlight.service.Resources;

/**
 * The gateway, running. Starting blocks until it listens, which it does before the directory is loaded and the first
 * canary acknowledged: until then it answers 503 and is not ready. Closing refuses new connections, lets requests in
 * flight end, and waits. Several gateways may run in one JVM.
 */
public final class Gateway implements AutoCloseable {
    private final Resources resources;
    private final Readiness readiness;
    private final int port;
    private final int managementPort;

    Gateway(Resources resources, Readiness readiness, int port, int managementPort) {
        this.resources = resources;
        this.readiness = readiness;
        this.port = port;
        this.managementPort = managementPort;
    }

    public static Gateway start(GatewayConfig config) {
        return start(config, InstantSource.system());
    }

    /**
     * Starts.
     *
     * @throws IllegalStateException when the brokers or the registry do not answer, or a topic is missing
     */
    public static Gateway start(GatewayConfig config, InstantSource clock) {
        AvroTrust.install();
        Resources resources = new Resources();
        try {
            return new GatewayAssembly(config, clock, resources).start();
        } catch (RuntimeException e) {
            resources.close();
            throw e;
        }
    }

    /** Port that submitters connect to. */
    public int port() {
        return port;
    }

    public int managementPort() {
        return managementPort;
    }

    public Readiness readiness() {
        return readiness;
    }

    @Override
    public void close() {
        resources.close();
    }
}
