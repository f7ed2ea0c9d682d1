package org.harborlight.bench.rig;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.harborlight.bench.desk.DeskMain;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.standalone.pki.ExchangePki;
import org.harborlight.standalone.runtime.Backbone;
import org.harborlight.standalone.runtime.Closing;
import org.harborlight.standalone.runtime.DataFolder;
import org.harborlight.standalone.runtime.ExchangeSettings;
import org.harborlight.standalone.runtime.Participants;
import org.harborlight.standalone.runtime.SeparateServices;
import org.harborlight.standalone.runtime.ServiceFiles;
import org.harborlight.standalone.runtime.ServiceProcess;
import org.harborlight.standalone.runtime.Services;

/**
 * An exchange under load on one machine: the broker in this JVM; each service instance, the desks and the load in
 * processes of their own, so that what each costs can be told apart, or the services in this JVM too. Used by one thread.
 */
public final class Rig implements AutoCloseable {
    private static final Map<String, StakeholderKind> DESKS = Map.of(
            "rig-police-ie", StakeholderKind.LAW_ENFORCEMENT,
            "rig-police-de", StakeholderKind.LAW_ENFORCEMENT,
            "rig-police-nl", StakeholderKind.LAW_ENFORCEMENT,
            "rig-hotline-nl", StakeholderKind.HOTLINE);
    private static final List<SectionKind> MAY_RECEIVE =
            List.of(SectionKind.REPORTED_PERSON, SectionKind.LOCATORS, SectionKind.EVIDENCE, SectionKind.NARRATIVE);

    private final Closing closing = new Closing();
    private final Path folder;
    private final DataFolder data;
    private final ExchangePki pki;
    private final RigSubmitters submitters;
    private final ChildProcess desks;
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
        List<String> ids = DESKS.keySet().stream().sorted().toList();
        List<ExchangePki.Kit> kits =
                ids.stream().map(id -> pki.partnerKit(data.partner(id), id)).toList();
        this.desks = closing.add(
                "desks",
                new ChildProcess(
                        DeskMain.class,
                        List.of("-Xmx256m", "-XX:+UseSerialGC"),
                        kits.stream().map(kit -> kit.folder().toString()).toList()));
        String[] ports = desks.line().split(",", -1);
        List<Participant> entries = new ArrayList<>(submitters.entries());
        for (int i = 0; i < ids.size(); i++) {
            entries.add(desk(ids.get(i), kits.get(i), URI.create("https://localhost:" + ports[i] + "/deliveries")));
        }
        ExchangeSettings settings = ExchangeSettings.samples(ExchangeSettings.Ports.free());
        this.backbone = Backbone.start(closing, data, pki, settings, entries, InstantSource.system());
        this.files = new ServiceFiles(data, pki, settings, backbone);
        processes.put("broker", ProcessHandle.current());
        processes.put("desks", desks.handle());
    }

    private Participant desk(String id, ExchangePki.Kit kit, URI endpoint) {
        String country = id.substring(id.lastIndexOf('-') + 1).toUpperCase(java.util.Locale.ROOT);
        return Participants.partner(
                new Participants.Who(id, id, DESKS.getOrDefault(id, StakeholderKind.UNSPECIFIED), country),
                new Participants.Receives(List.of(country), MAY_RECEIVE, false, endpoint),
                pki,
                kit);
    }

    /** Starts services beside broker and desks, each a process, and waits until they are ready. */
    public Running start(SeparateServices.Instances instances) {
        SeparateServices started = SeparateServices.start(files, instances, closing, options, folder.resolve("logs"));
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

    /** The services that are processes of their own, by name; each can be killed and started again. */
    public Map<String, ServiceProcess> services() {
        return Map.copyOf(services);
    }

    /** The desks' process. */
    public ProcessHandle desks() {
        return desks.handle();
    }

    /** Who submits. */
    public RigSubmitters submitters() {
        return submitters;
    }

    /** A folder of TLS material that serves both ends of a connection on this machine. */
    public Path bothEndsTls() throws IOException {
        Path made = Files.createDirectories(folder.resolve("both-ends"));
        Path kit = data.partner(DESKS.keySet().stream().sorted().findFirst().orElseThrow());
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

    /** What the desks received since this was asked last, as JSON. */
    public String received() {
        desks.tell("report");
        return desks.line();
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
