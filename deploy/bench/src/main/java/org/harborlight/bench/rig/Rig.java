package org.harborlight.bench.rig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.harborlight.schemas.Participant;
import org.harborlight.standalone.pki.ExchangePki;
import org.harborlight.standalone.runtime.Backbone;
import org.harborlight.standalone.runtime.Closing;
import org.harborlight.standalone.runtime.DataFolder;
import org.harborlight.standalone.runtime.ExchangeSettings;
import org.harborlight.standalone.runtime.SeparateServices;
import org.harborlight.standalone.runtime.ServiceFiles;
import org.harborlight.standalone.runtime.ServiceProcess;
import org.harborlight.standalone.runtime.Services;

/**
 * An exchange under load on one machine: the broker in this JVM; each service instance, the desks and the load in
 * processes of their own, so that what each costs can be told apart, or the services in this JVM too. Used by one thread.
 */
public final class Rig implements AutoCloseable {
    private static final String LOGS = "logs";

    private final Closing closing = new Closing();
    private final Path folder;
    private final DataFolder data;
    private final ExchangePki pki;
    private final RigSubmitters submitters;
    private final RigDesks desks;
    private final Backbone backbone;
    private final ServiceFiles files;
    private final List<String> options;
    private final Map<String, ProcessHandle> processes = new LinkedHashMap<>();
    private final Map<String, ServiceProcess> services = new LinkedHashMap<>();

    /**
     * Starts broker, registry and desks; no service yet.
     *
     * @param options of the services' JVMs
     */
    public Rig(Path folder, List<String> options) {
        this.folder = folder;
        this.options = List.copyOf(options);
        this.data = closing.add("data folder", DataFolder.open(folder.resolve("data")));
        this.pki = ExchangePki.open(data.root(), InstantSource.system(), new SecureRandom());
        this.submitters = new RigSubmitters(data, pki, folder);
        this.desks = new RigDesks(data, pki, closing);
        List<Participant> entries = new ArrayList<>(submitters.entries());
        entries.addAll(desks.entries());
        ExchangeSettings settings = ExchangeSettings.samples(ExchangeSettings.Ports.free());
        this.backbone = Backbone.start(closing, data, pki, settings, entries, InstantSource.system());
        this.files = new ServiceFiles(data, pki, settings, backbone);
        processes.put("broker", ProcessHandle.current());
        processes.put("desks", desks.handle());
    }

    /** Starts services beside broker and desks, each a process, and waits until they are ready. */
    public Running start(SeparateServices.Instances instances) {
        SeparateServices started = SeparateServices.start(files, instances, closing, options, folder.resolve(LOGS));
        name("gateway", started.gateways());
        name("processor", started.processors());
        name("connector", started.connectors());
        return new Running(
                started.gatewayUrls(),
                started.connectors().isEmpty()
                        ? Optional.empty()
                        : started.processors().stream().findFirst().map(ServiceProcess::management));
    }

    /** Starts one of each in the process of the broker, as {@code serve} does, and waits until they are ready. */
    public Running startTogether() {
        Services started =
                Services.start(files, ExchangeSettings.Ports.free(), closing).awaitReady();
        processes.put("exchange", processes.remove("broker"));
        return new Running(
                List.of(started.gatewayUrl()),
                Optional.ofNullable(started.managementUrls().get("processor")));
    }

    private void name(String service, List<ServiceProcess> instances) {
        for (int i = 0; i < instances.size(); i++) {
            String name = service + (instances.size() == 1 ? "" : "-" + (i + 1));
            services.put(name, instances.get(i));
            processes.put(name, instances.get(i).handle());
        }
    }

    /** Ends a service as for a restart; what it takes is not looked at until it is started again. */
    public void stop(String service) {
        Objects.requireNonNull(services.get(service), service).stop();
        processes.remove(service);
    }

    /** Starts a service that was stopped, and waits until it is ready. */
    public void startAgain(String service) {
        ServiceProcess process =
                Objects.requireNonNull(services.get(service), service).start();
        process.awaitReady();
        processes.put(service, process.handle());
    }

    /** The services that are processes of their own, by name; each can be killed and started again. */
    public Map<String, ServiceProcess> services() {
        return Map.copyOf(services);
    }

    /** Who receives. */
    public RigDesks desks() {
        return desks;
    }

    /** Who submits. */
    public RigSubmitters submitters() {
        return submitters;
    }

    /** A folder of TLS material that serves both ends of a connection on this machine. */
    public Path bothEndsTls() throws IOException {
        Path made = Files.createDirectories(folder.resolve("both-ends"));
        Path kit = desks.anyTls();
        for (String name : List.of("certificate.pem", "key.pem")) {
            Files.copy(kit.resolve(name), made.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.writeString(made.resolve("trust.pem"), pki.partners().certificatePem());
        return made;
    }

    /** CPU time and memory of every process of the exchange and of the desks. */
    public Usage usage() {
        return Usage.of(processes);
    }

    /** Usage with one more process. */
    public Usage usageWith(String name, ProcessHandle handle) {
        Map<String, ProcessHandle> all = new LinkedHashMap<>(processes);
        all.put(name, handle);
        return Usage.of(all);
    }

    /** How often a service's log says ERROR, by file; those that never do are left out. Empty where all is one process. */
    public Map<String, Long> errors() throws IOException {
        return LogErrors.in(folder.resolve(LOGS));
    }

    /** Settings for a Kafka client. */
    public Map<String, Object> kafka() {
        return backbone.kafka();
    }

    @Override
    public void close() {
        closing.close();
    }
}
