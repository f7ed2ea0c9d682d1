package org.harborlight.connector;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import org.harborlight.connector.lane.LaneStatus;
import org.harborlight.connector.lane.Lanes;
import org.harborlight.connector.webhook.StatusWebhooks;
import org.harborlight.connector.webhook.WebhookStatus;
import org.harborlight.schemas.codec.AvroTrust;
import org.harborlight.service.Readiness;
import org.harborlight.service.Resources;

/**
 * The connector, running. Starting blocks until it listens; lanes start as the directory becomes known. Closing ends every
 * request in flight, commits what was sent, and waits. Several connectors may run in one JVM, under different instance
 * ids.
 */
public final class Connector implements AutoCloseable {
    private final Resources resources;
    private final Readiness readiness;
    private final Lanes lanes;
    private final StatusWebhooks webhooks;
    private final int port;
    private final int managementPort;

    Connector(Resources resources, Readiness readiness, Work work, int port, int managementPort) {
        this.resources = resources;
        this.readiness = readiness;
        this.lanes = work.lanes();
        this.webhooks = work.webhooks();
        this.port = port;
        this.managementPort = managementPort;
    }

    /** What is done for partners and for submitters. */
    record Work(Lanes lanes, StatusWebhooks webhooks) {}

    public static Connector start(ConnectorConfig config) {
        return start(config, InstantSource.system(), new SecureRandom());
    }

    /**
     * Starts.
     *
     * @param jitter draws the waits between attempts; keys always come from a secure source
     * @throws org.harborlight.service.ConfigurationException when deliveries are tried for longer than partner topics
     *     keep them
     * @throws IllegalStateException when the brokers do not answer, or a topic is missing
     */
    public static Connector start(ConnectorConfig config, InstantSource clock, RandomGenerator jitter) {
        AvroTrust.install();
        Resources resources = new Resources();
        try {
            return new ConnectorAssembly(config, clock, jitter, resources).start();
        } catch (RuntimeException e) {
            resources.close();
            throw e;
        }
    }

    /** Port that partners connect to. */
    public int port() {
        return port;
    }

    public int managementPort() {
        return managementPort;
    }

    public Readiness readiness() {
        return readiness;
    }

    /** What the lanes do now, by name. */
    public List<LaneStatus> lanes() {
        return lanes.status();
    }

    /** How submitters are told now, by their ids. */
    public List<WebhookStatus> webhooks() {
        return webhooks.status();
    }

    @Override
    public void close() {
        resources.close();
    }
}
