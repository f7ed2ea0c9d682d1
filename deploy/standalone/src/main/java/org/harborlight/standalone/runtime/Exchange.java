package org.harborlight.standalone.runtime;

import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.codec.WireFormats;
import org.harborlight.standalone.pki.ExchangePki;

/**
 * A whole exchange on one machine: broker, registry, directory and the three services, on one data folder. Where the
 * folder says that the exchange stands on a cluster, on the brokers of that instead of one of its own. Starting
 * takes the calling thread until everything is ready; closing stops the services first, then the registry and the
 * broker, and leaves nothing running. Start it again on the same folder and it goes on where it stopped.
 */
public final class Exchange implements AutoCloseable {
    private final Closing closing;
    private final Endpoints endpoints;
    private final Backbone backbone;

    private Exchange(Closing closing, Endpoints endpoints, Backbone backbone) {
        this.closing = closing;
        this.endpoints = endpoints;
        this.backbone = backbone;
    }

    /**
     * Starts everything.
     *
     * @param parent gets everything as it starts, so that it can be closed also before this returns
     * @param data stays open until the exchange is closed, which closes it
     * @param participants to onboard, where the directory does not have them like this already
     */
    public static Exchange start(
            Closing parent,
            DataFolder data,
            ExchangePki pki,
            ExchangeSettings settings,
            List<Participant> participants,
            InstantSource clock) {
        Closing closing = parent.add("exchange", new Closing());
        closing.add("data folder", data);
        try {
            data.requireWhole();
            Backbone backbone =
                    Backbone.start(closing, data, pki, settings, participants, clock, () -> brokers(data, settings));
            Services services =
                    Services.start(new ServiceFiles(data, pki, settings, backbone), settings.ports(), closing);
            Endpoints endpoints = new Endpoints(
                    services.gatewayUrl(),
                    services.connectorUrl(),
                    backbone.bootstrap(),
                    URI.create(backbone.registryUrl()),
                    services.managementUrls());
            Closing.timed("services ready", services::awaitReady);
            endpoints.write(data.endpoints());
            return new Exchange(closing, endpoints, backbone);
        } catch (RuntimeException | Error e) {
            closing.close();
            throw e;
        }
    }

    private static Brokers brokers(DataFolder data, ExchangeSettings settings) {
        return data.cluster()
                .map(Brokers::cluster)
                .orElseGet(
                        () -> Brokers.embedded(data.broker(), settings.ports().kafka()));
    }

    public Endpoints endpoints() {
        return endpoints;
    }

    /** Settings for a Kafka client of this exchange. */
    public Map<String, Object> kafka() {
        return backbone.kafka();
    }

    public WireFormats formats() {
        return backbone.formats();
    }

    @Override
    public void close() {
        closing.close();
    }
}
