package org.harborlight.standalone.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.harborlight.connector.ConnectorMain;
import org.harborlight.gateway.GatewayMain;
import org.harborlight.processor.ProcessorMain;

/**
 * The three services as processes of their own, any number of instances of each, as they would run in a cluster. Used
 * by one thread.
 */
public final class SeparateServices {
    private final List<Place> gatewayPlaces;
    private final List<Place> connectorPlaces;
    private final List<ServiceProcess> gateways;
    private final List<ServiceProcess> processors;
    private final List<ServiceProcess> connectors;

    /** How many of each. */
    public record Instances(int gateways, int processors, int connectors) {
        public static final Instances ONE_EACH = new Instances(1, 1, 1);
    }

    private SeparateServices(
            List<Place> gatewayPlaces,
            List<Place> connectorPlaces,
            List<ServiceProcess> gateways,
            List<ServiceProcess> processors,
            List<ServiceProcess> connectors) {
        this.gatewayPlaces = gatewayPlaces;
        this.connectorPlaces = connectorPlaces;
        this.gateways = gateways;
        this.processors = processors;
        this.connectors = connectors;
    }

    /**
     * Starts them on free ports and waits until all are ready.
     *
     * @param instances where no processor is among them, gateways know no status of a notice
     * @param closing gets each as it starts
     * @param options of each JVM
     * @param logs folder for what they print; made where missing
     */
    public static SeparateServices start(
            ServiceFiles files, Instances instances, Closing closing, List<String> options, Path logs) {
        make(logs);
        List<Place> connectorPlaces = places("connector", instances.connectors());
        List<Place> processorPlaces = places("processor", instances.processors());
        List<Place> gatewayPlaces = places("gateway", instances.gateways());
        List<URI> connectorManagement =
                connectorPlaces.stream().map(Place::managementUrl).toList();
        List<URI> ledgers = processorPlaces.isEmpty()
                ? List.of(Place.onFreePorts("nobody").url())
                : processorPlaces.stream().map(Place::url).toList();
        List<ServiceProcess> connectors = connectorPlaces.stream()
                .map(place -> begin(ConnectorMain.class, files.connector(place), place, closing, options, logs))
                .toList();
        List<ServiceProcess> processors = processorPlaces.stream()
                .map(place -> begin(
                        ProcessorMain.class,
                        files.processor(place, connectorManagement),
                        place,
                        closing,
                        options,
                        logs))
                .toList();
        List<ServiceProcess> gateways = gatewayPlaces.stream()
                .map(place -> begin(GatewayMain.class, files.gateway(place, ledgers), place, closing, options, logs))
                .toList();
        SeparateServices services =
                new SeparateServices(gatewayPlaces, connectorPlaces, gateways, processors, connectors);
        services.all().forEach(ServiceProcess::awaitReady);
        return services;
    }

    private static List<Place> places(String service, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(instance -> Place.onFreePorts(service + "-" + instance))
                .toList();
    }

    private static ServiceProcess begin(
            Class<?> main, Path configuration, Place place, Closing closing, List<String> options, Path logs) {
        return closing.add(
                place.name(), new ServiceProcess(main, configuration, place.managementUrl(), options, logs).start());
    }

    private static void make(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + folder, e);
        }
    }

    public List<ServiceProcess> all() {
        List<ServiceProcess> all = new ArrayList<>();
        Stream.of(connectors, processors, gateways).forEach(all::addAll);
        return List.copyOf(all);
    }

    public List<ServiceProcess> gateways() {
        return gateways;
    }

    public List<ServiceProcess> processors() {
        return processors;
    }

    public List<ServiceProcess> connectors() {
        return connectors;
    }

    /** For submitters. */
    public List<URI> gatewayUrls() {
        return gatewayPlaces.stream().map(Place::url).toList();
    }

    /** For partners. */
    public List<URI> connectorUrls() {
        return connectorPlaces.stream().map(Place::url).toList();
    }
}
