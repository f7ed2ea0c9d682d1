package org.harborlight.processor;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.state.HostInfo;
import org.harborlight.processor.enrich.Geolocation;
import org.harborlight.processor.enrich.MaxMindGeolocation;
import org.harborlight.processor.link.DigestCounts;
import org.harborlight.processor.link.ReceiptKeyPatience;
import org.harborlight.processor.operator.HealthFacts;
import org.harborlight.processor.operator.OperatorDesk;
import org.harborlight.processor.operator.OperatorRoutes;
import org.harborlight.processor.operator.Watched;
import org.harborlight.processor.redrive.RedriveFollower;
import org.harborlight.processor.status.ConnectorSignatures;
import org.harborlight.processor.status.LedgerApplication;
import org.harborlight.processor.status.LedgerCluster;
import org.harborlight.processor.status.LedgerNames;
import org.harborlight.processor.status.ServiceCallers;
import org.harborlight.processor.status.ServicePort;
import org.harborlight.processor.status.TimelineOutlet;
import org.harborlight.processor.topology.LaneApplication;
import org.harborlight.processor.topology.LaneDependencies;
import org.harborlight.processor.topology.LaneSettings;
import org.harborlight.schemas.Command;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.WireFormats;
import org.harborlight.schemas.command.CommandVerifier;
import org.harborlight.schemas.directory.Directory;
import org.harborlight.schemas.envelope.EnvelopeSigner;
import org.harborlight.schemas.registry.SchemaRegistry;
import org.harborlight.service.DirectoryFollower;
import org.harborlight.service.EventLoops;
import org.harborlight.service.LogsGoneBack;
import org.harborlight.service.ManagementServer;
import org.harborlight.service.Readiness;
import org.harborlight.service.Resources;
import org.harborlight.service.keys.KeyWatch;
import org.harborlight.service.tls.LiveTls;
import org.harborlight.service.tls.TlsWatch;

/**
 * Puts the processor together, in the order in which its parts depend on each other; whatever it opens is in the
 * resources and is closed in reverse. Used once, on the thread that starts the processor.
 */
final class ProcessorAssembly {
    private static final Duration BROKER_PATIENCE = Duration.ofSeconds(30);
    private static final Duration DIRECTORY_PATIENCE = Duration.ofSeconds(60);

    private final ProcessorConfig config;
    private final InstantSource clock;
    private final Resources resources;
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Readiness readiness = new Readiness();

    ProcessorAssembly(ProcessorConfig config, InstantSource clock, Resources resources) {
        this.config = config;
        this.clock = clock;
        this.resources = resources;
    }

    /** The three applications, the lanes first. */
    private record Streams(LaneApplication urgent, LaneApplication standard, LedgerApplication ledger) {
        Map<String, String> states() {
            return new TreeMap<>(Map.of(
                    "urgent", urgent.streams().state().name(),
                    "standard", standard.streams().state().name(),
                    "ledger", ledger.streams().state().name()));
        }

        Map<String, String> topologies() {
            return new TreeMap<>(Map.of(
                    "urgent", urgent.topologyDescription(),
                    "standard", standard.topologyDescription(),
                    "ledger", ledger.description()));
        }
    }

    Processor start() {
        ProcessorTopics.check(
                config.service().kafka(),
                BROKER_PATIENCE,
                config.applications().ledger().retention());
        refuseOlderLogs();
        WireFormats formats = new WireFormats(resources.add(new SchemaRegistry(
                config.service().registryUrl(), config.service().registry())));
        DirectoryFollower directory = followDirectory(formats);
        DeliveryTopicProbe topics = resources.add(DeliveryTopicProbe.start(
                config.service().kafka(), config.routing().topicProbeInterval()));
        RoutingView routing = new RoutingView(directory, topics);
        Geolocation geolocation = resources.add(config.routing()
                .geolocationFile()
                .<Geolocation>map(MaxMindGeolocation::new)
                .orElseGet(Geolocation::none));
        Vertx vertx = EventLoops.start(resources, metrics);
        LiveTls tls = LiveTls.open("service", config.endpoint().tls(), InstantSource.system());
        ServicePort port = resources.add(new ServicePort(
                vertx,
                config.endpoint().host(),
                config.endpoint().port(),
                tls.serverOptions(),
                new ServiceCallers(tls.peers(), directory::current)));
        directory.onChange(_ -> port.connections().recheck());
        tls.onChange(port.connections()::recheck);
        int servicePort = port.start();
        Streams streams = streams(formats, routing, geolocation, servicePort);
        LedgerCluster cluster = new LedgerCluster(streams.ledger(), vertx, tls.clientOptions());
        port.serve(cluster);
        OperatorDesk desk = operate(streams, cluster, directory, geolocation);
        LaneBrake brake = new LaneBrake(
                List.of(streams.urgent().streams(), streams.standard().streams()));
        stopLanesOnRollback(directory, brake);
        watchKey(brake);
        redrive(formats, directory);
        TlsWatch watch = new TlsWatch(List.of(tls), config.service().tlsInterval());
        resources.add(watch.tell(metrics, readiness).start());
        return new Processor(resources, readiness, servicePort, manage(vertx, desk, streams));
    }

    private void refuseOlderLogs() {
        try (LogsGoneBack logs = new LogsGoneBack(config.service().kafka(), BROKER_PATIENCE)) {
            logs.refuse(
                    Set.of(
                            config.applications().urgent().applicationId(),
                            config.applications().standard().applicationId(),
                            LedgerNames.APPLICATION_ID)::contains,
                    StoredOffsets.below(config.applications().ledger().stateDir()));
        }
    }

    private DirectoryFollower followDirectory(WireFormats formats) {
        var trust = config.service().directory();
        DirectoryFollower directory = resources.add(DirectoryFollower.start(
                config.service().kafka(),
                trust.loader(formats),
                formats.of(Topics.DIRECTORY, SignedEnvelope.class),
                trust.headFile()));
        directory.bindTo(metrics);
        readiness.require("directory-not-loaded", directory::loaded);
        if (!directory.awaitLoaded(DIRECTORY_PATIENCE)) {
            throw new IllegalStateException(
                    directory.rolledBack() ? "the directory was rolled back" : "the directory cannot be loaded");
        }
        return directory;
    }

    private Streams streams(WireFormats formats, RoutingView routing, Geolocation geolocation, int servicePort) {
        ReceiptKeyPatience patience =
                ReceiptKeyPatience.blocking(config.routing().receiptKeyPatience());
        patience.bindTo(metrics);
        DigestCounts digests = new DigestCounts();
        digests.bindTo(metrics);
        LaneDependencies dependencies = new LaneDependencies(
                formats,
                config.secrets().identifiers(),
                new EnvelopeSigner(config.secrets().deliveryKey()),
                geolocation,
                routing,
                patience,
                digests,
                verifier(formats, routing::directory));
        LedgerApplication ledger = resources.add(new LedgerApplication(
                config.applications().ledger(),
                formats,
                new ConnectorSignatures(routing::directory),
                TimelineOutlet.of(routing::directory, formats),
                new HostInfo(config.endpoint().advertisedHost(), servicePort)));
        Streams streams = new Streams(
                lane(Lane.URGENT, config.applications().urgent(), dependencies),
                lane(Lane.STANDARD, config.applications().standard(), dependencies),
                ledger);
        resources.add(patience);
        watch("urgent-lane-not-running", streams.urgent().streams());
        watch("standard-lane-not-running", streams.standard().streams());
        watch("ledger-not-running", ledger.streams());
        ledger.start();
        streams.urgent().start();
        streams.standard().start();
        return streams;
    }

    private LaneApplication lane(Lane lane, LaneSettings settings, LaneDependencies dependencies) {
        return resources.add(new LaneApplication(lane, settings, dependencies));
    }

    private void watch(String reason, KafkaStreams streams) {
        readiness.require(reason, () -> streams.state() == KafkaStreams.State.RUNNING);
        resources.add(StreamsGauges.of(streams, metrics));
    }

    private OperatorDesk operate(
            Streams streams, LedgerCluster cluster, DirectoryFollower directory, Geolocation geolocation) {
        OperatorDesk desk = resources.add(new OperatorDesk(
                config.operator(),
                new Watched(
                        streams::states,
                        cluster::books,
                        () -> new HealthFacts.DirectoryFacts(
                                directory.loaded(),
                                directory.rolledBack(),
                                directory.current().sequence(),
                                directory.current().head(),
                                directory.quarantined()),
                        geolocation::builtAt),
                clock));
        desk.bindTo(metrics);
        desk.start();
        return desk;
    }

    /** Nothing is routed by a directory that somebody took back; an operator has to look. */
    private static void stopLanesOnRollback(DirectoryFollower directory, LaneBrake brake) {
        directory.onChange(_ -> {
            if (directory.rolledBack()) {
                brake.hold("directory-rolled-back");
            }
        });
    }

    /** A lane that cannot sign would process the same notices again and again. */
    private void watchKey(LaneBrake brake) {
        ProcessorConfig.Secrets secrets = config.secrets();
        KeyWatch keys = new KeyWatch(secrets.deliveryKey(), secrets.keyCheck(), () -> {
            if (secrets.deliveryKey().usable()) {
                brake.release("signing-key-not-usable");
            } else {
                brake.hold("signing-key-not-usable");
            }
        });
        resources.add(keys.tell(metrics, readiness).start());
    }

    private void redrive(WireFormats formats, DirectoryFollower directory) {
        CommandVerifier verifier = verifier(formats, directory::current);
        resources.add(
                new RedriveFollower(config.service().kafka(), formats, verifier, directory::loaded, clock).start());
    }

    private static CommandVerifier verifier(WireFormats formats, Supplier<Directory> directory) {
        return new CommandVerifier(() -> directory.get().operators(), formats.payload(Command.class));
    }

    private int manage(Vertx vertx, OperatorDesk desk, Streams streams) {
        ManagementServer management = resources.add(new ManagementServer(
                vertx,
                config.service().management().host(),
                config.service().management().port(),
                readiness,
                metrics,
                new OperatorRoutes(desk, streams::topologies).all()));
        return management.start();
    }
}
