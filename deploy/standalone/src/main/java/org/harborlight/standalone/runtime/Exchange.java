package org.harborlight.standalone.runtime;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.harborlight.kafka.EmbeddedKafka;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.WireFormats;
import org.harborlight.schemas.directory.DirectoryLoader;
import org.harborlight.schemas.registry.SchemaRegistry;
import org.harborlight.standalone.partner.JwkSet;
import org.harborlight.standalone.pki.ExchangePki;
import org.harborlight.standalone.pki.SecretFiles;

/**
 * A whole exchange on one machine: broker, registry, directory and the three services, on one data folder. Starting
 * takes the calling thread until everything is ready; closing stops the services first, then the registry and the
 * broker, and leaves nothing running. Start it again on the same folder and it goes on where it stopped.
 */
public final class Exchange implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofSeconds(90);
    private static final Duration LOOK_EVERY = Duration.ofMillis(25);

    private final Closing closing;
    private final Endpoints endpoints;
    private final WireFormats formats;

    private Exchange(Closing closing, Endpoints endpoints, WireFormats formats) {
        this.closing = closing;
        this.endpoints = endpoints;
        this.formats = formats;
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
            return new Start(data, pki, settings, clock, closing).run(participants);
        } catch (RuntimeException | Error e) {
            closing.close();
            throw e;
        }
    }

    public Endpoints endpoints() {
        return endpoints;
    }

    /** Settings for a Kafka client of this exchange. */
    public Map<String, Object> kafka() {
        return Map.of("bootstrap.servers", endpoints.kafka());
    }

    public WireFormats formats() {
        return formats;
    }

    @Override
    public void close() {
        closing.close();
    }

    /** One start, phase by phase. */
    private record Start(
            DataFolder data, ExchangePki pki, ExchangeSettings settings, InstantSource clock, Closing closing) {

        Exchange run(List<Participant> participants) {
            Together infrastructure = new Together(closing);
            Supplier<EmbeddedKafka> broker = infrastructure.begin(
                    "broker",
                    () -> EmbeddedKafka.start(data.broker(), settings.ports().kafka()));
            Supplier<RegistryProcess> registryProcess = infrastructure.begin(
                    "schema registry",
                    () -> RegistryProcess.start(
                            data.registry(), settings.ports().registry()));
            infrastructure.await();
            String bootstrap = broker.get().bootstrapServers();
            String registryUrl = registryProcess.get().url();
            SchemaRegistry registry = closing.add("registry client", new SchemaRegistry(registryUrl, Map.of()));
            WireFormats formats = new WireFormats(registry);
            Closing.timed("topics and directory", () -> {
                prepare(Map.of("bootstrap.servers", bootstrap), registry, formats, participants);
                return participants.size();
            });
            Services services = Services.start(new ServiceFiles(data, pki, settings, bootstrap, registryUrl), closing);
            Endpoints endpoints = new Endpoints(
                    services.gatewayUrl(),
                    services.connectorUrl(),
                    bootstrap,
                    URI.create(registryUrl),
                    services.managementUrls());
            Closing.timed("services ready", () -> awaitReady(services));
            endpoints.write(data.endpoints());
            return new Exchange(closing, endpoints, formats);
        }

        private void prepare(
                Map<String, Object> kafka,
                SchemaRegistry registry,
                WireFormats formats,
                List<Participant> participants) {
            new TopicsAndSubjects(kafka, registry, settings.partitions(), (short) 1)
                    .init(participants.stream()
                            .filter(Participant::getReceives)
                            .map(Participant::getParticipantId)
                            .toList());
            DirectoryPublisher directory = new DirectoryPublisher(
                    kafka,
                    formats.of(Topics.DIRECTORY, SignedEnvelope.class),
                    new DirectoryLoader(List.of(pki.secrets().operatorPublicKey()), 1),
                    pki.secrets().operator(),
                    clock);
            directory.load();
            List<SpecificRecord> entries = new ArrayList<>();
            entries.add(pki.exchangeKeys(Instant.EPOCH));
            entries.addAll(settings.jurisdictions());
            entries.add(settings.rules());
            entries.addAll(participants);
            directory.publish(entries);
            SecretFiles.write(
                    data.publicKeys(),
                    new JwkSet(pki.exchangeKeys(Instant.EPOCH).getKeys().stream()
                                    .map(key -> key.getKey())
                                    .toList())
                            .toJson());
        }

        private static boolean awaitReady(Services services) {
            long deadline = System.nanoTime() + READY_WITHIN.toNanos();
            while (!services.notReady().isEmpty()) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("the services were not ready within " + READY_WITHIN.toSeconds()
                            + " s: " + String.join(", ", services.notReady()));
                }
                LockSupport.parkNanos(LOOK_EVERY.toNanos());
                if (Thread.currentThread().isInterrupted()) {
                    throw new IllegalStateException("interrupted while the services started");
                }
            }
            return true;
        }
    }
}
