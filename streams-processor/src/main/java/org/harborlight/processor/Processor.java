package org.harborlight.processor;

import java.time.InstantSource;
import org.harborlight.schemas.codec.AvroTrust;
import org.harborlight.service.Readiness;
import org.harborlight.service.Resources;

/**
 * The processor, running: both lanes, the ledger, the service port and the management port. Starting blocks until the
 * ports listen and the applications have been started; it is ready when they run. Closing stops the lanes, then the
 * ledger, and waits. Several processors may run in one JVM, each with its own state folder.
 */
public final class Processor implements AutoCloseable {
    private final Resources resources;
    private final Readiness readiness;
    private final int servicePort;
    private final int managementPort;

    Processor(Resources resources, Readiness readiness, int servicePort, int managementPort) {
        this.resources = resources;
        this.readiness = readiness;
        this.servicePort = servicePort;
        this.managementPort = managementPort;
    }

    public static Processor start(ProcessorConfig config) {
        return start(config, InstantSource.system());
    }

    /**
     * Starts.
     *
     * @throws IllegalStateException when the brokers or the registry do not answer, a topic is missing or does not fit, or
     *     the directory cannot be loaded
     */
    public static Processor start(ProcessorConfig config, InstantSource clock) {
        AvroTrust.install();
        Resources resources = new Resources();
        try {
            return new ProcessorAssembly(config, clock, resources).start();
        } catch (RuntimeException e) {
            resources.close();
            throw e;
        }
    }

    /** Port of the ledger for the exchange's own services, mutual TLS. */
    public int servicePort() {
        return servicePort;
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
