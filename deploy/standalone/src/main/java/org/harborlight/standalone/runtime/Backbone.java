package org.harborlight.standalone.runtime;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.codec.WireFormats;
import org.harborlight.schemas.registry.SchemaRegistry;
import org.harborlight.standalone.partner.JwkSet;
import org.harborlight.standalone.pki.ExchangePki;
import org.harborlight.standalone.pki.SecretFiles;

/**
 * What the services stand on: broker and registry, side by side, with topics, subjects and directory in place. Starting
 * takes the calling thread until they are; what was started is in the given closing.
 *
 * @param bootstrap brokers, as {@code host:port}
 * @param registryUrl base URL of the Confluent API
 * @param formats codecs of the topics
 * @param accessionsFrom sequence of the first directory entry of a participant that must carry its accession
 */
public record Backbone(String bootstrap, String registryUrl, WireFormats formats, long accessionsFrom) {

    /** On a broker in this JVM. */
    public static Backbone start(
            Closing closing,
            DataFolder data,
            ExchangePki pki,
            ExchangeSettings settings,
            List<Participant> participants,
            InstantSource clock) {
        return start(
                closing,
                data,
                pki,
                settings,
                participants,
                clock,
                () -> Brokers.embedded(data.broker(), settings.ports().kafka()));
    }

    /** On brokers that the supplier starts, or finds running. */
    public static Backbone start(
            Closing closing,
            DataFolder data,
            ExchangePki pki,
            ExchangeSettings settings,
            List<Participant> participants,
            InstantSource clock,
            Supplier<Brokers> start) {
        Together infrastructure = new Together(closing);
        Supplier<Brokers> brokers =
                infrastructure.begin("broker and topics", () -> withTopics(start.get(), settings, participants));
        Supplier<RegistryProcess> registryProcess = infrastructure.begin(
                "schema registry",
                () -> RegistryProcess.start(data.registry(), settings.ports().registry()));
        infrastructure.await();
        String registryUrl = registryProcess.get().url();
        SchemaRegistry registry = closing.add("registry client", new SchemaRegistry(registryUrl, Map.of()));
        WireFormats formats = new WireFormats(registry);
        Closing.timed(
                "subjects", () -> wanted(settings, participants, brokers.get()).makeSubjects(registry));
        StandaloneDirectory directory =
                new StandaloneDirectory(kafka(brokers.get().bootstrap()), formats, pki, data, clock);
        Closing.timed("directory", () -> directory.publish(settings, participants));
        publishKeys(data, pki);
        return new Backbone(brokers.get().bootstrap(), registryUrl, formats, directory.accessionsFrom());
    }

    /** The broker takes a third of the time that the registry does: enough to make the topics too. */
    private static Brokers withTopics(Brokers brokers, ExchangeSettings settings, List<Participant> participants) {
        try {
            wanted(settings, participants, brokers).makeTopics(kafka(brokers.bootstrap()));
            return brokers;
        } catch (RuntimeException e) {
            brokers.close();
            throw e;
        }
    }

    private static TopicsAndSubjects wanted(
            ExchangeSettings settings, List<Participant> participants, Brokers brokers) {
        List<String> partners = participants.stream()
                .filter(Participant::getReceives)
                .map(Participant::getParticipantId)
                .toList();
        return new TopicsAndSubjects(settings.partitions(), brokers.replication(), partners);
    }

    /** Settings for a Kafka client. */
    public Map<String, Object> kafka() {
        return kafka(bootstrap);
    }

    private static Map<String, Object> kafka(String bootstrap) {
        return Map.of("bootstrap.servers", bootstrap);
    }

    private static void publishKeys(DataFolder data, ExchangePki pki) {
        SecretFiles.write(
                data.publicKeys(),
                new JwkSet(pki.exchangeKeys(Instant.EPOCH).getKeys().stream()
                                .map(key -> key.getKey())
                                .toList())
                        .toJson());
    }
}
