package org.harborlight.gateway;

import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.harborlight.gateway.admission.Admission;
import org.harborlight.gateway.admission.Gate;
import org.harborlight.gateway.admission.SubmitterQuotas;
import org.harborlight.gateway.http.GatewayMetrics;
import org.harborlight.gateway.http.GatewayParts;
import org.harborlight.gateway.http.HeldRefusals;
import org.harborlight.gateway.http.IntakeSteps;
import org.harborlight.gateway.publish.BrokerHealth;
import org.harborlight.gateway.publish.ClockAgreement;
import org.harborlight.gateway.publish.NoticeAcceptance;
import org.harborlight.gateway.publish.NoticePublisher;
import org.harborlight.gateway.publish.ProducerSettings;
import org.harborlight.gateway.publish.ReceiptKeyListing;
import org.harborlight.gateway.status.LedgerClient;
import org.harborlight.gateway.status.StatusAccess;
import org.harborlight.gateway.status.WaitingRoom;
import org.harborlight.gateway.tls.ConnectionShares;
import org.harborlight.gateway.tls.Peers;
import org.harborlight.gateway.tls.SubmitterIdentities;
import org.harborlight.gateway.verify.NoticeVerifier;
import org.harborlight.schemas.BrokerAccess;
import org.harborlight.schemas.Party;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.WireFormats;
import org.harborlight.schemas.codec.WriterSchemas;
import org.harborlight.schemas.envelope.EnvelopeSigner;
import org.harborlight.schemas.notice.NoticeChecks;
import org.harborlight.schemas.registry.SchemaRegistry;
import org.harborlight.service.DirectoryFollower;
import org.harborlight.service.EventLoops;
import org.harborlight.service.ManagementServer;
import org.harborlight.service.Readiness;
import org.harborlight.service.RequiredTopics;
import org.harborlight.service.Resources;
import org.harborlight.service.Yielding;
import org.harborlight.service.keys.KeyWatch;
import org.harborlight.service.tls.LiveTls;
import org.harborlight.service.tls.OpenConnections;
import org.harborlight.service.tls.TlsWatch;

/**
 * Puts the gateway together, in the order in which its parts depend on each other; whatever it opens is in the resources
 * and is closed in reverse. Used once, on the thread that starts the gateway.
 */
final class GatewayAssembly {
    private static final Duration BROKER_PATIENCE = Duration.ofSeconds(30);
    /** Whoever makes up fingerprints has the registry asked no more often than this. */
    private static final Duration SCHEMA_PAUSE = Duration.ofSeconds(1);

    private final GatewayConfig config;
    private final InstantSource clock;
    private final Resources resources;
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Readiness readiness = new Readiness();

    GatewayAssembly(GatewayConfig config, InstantSource clock, Resources resources) {
        this.config = config;
        this.clock = clock;
        this.resources = resources;
    }

    Gateway start() {
        RequiredTopics.check(
                config.service().kafka(), BrokerAccess.of(Party.GATEWAY).fixedTopics(), BROKER_PATIENCE);
        WireFormats formats = new WireFormats(
                new SchemaRegistry(
                        config.service().registryUrl(), config.service().registry()),
                SCHEMA_PAUSE);
        NoticeAcceptance acceptance = new NoticeAcceptance(
                config.secrets().references(),
                new EnvelopeSigner(config.secrets().receiptKey()),
                clock,
                formats);
        DirectoryFollower directory = followDirectory(formats);
        ReceiptKeyListing receiptKey = new ReceiptKeyListing(config.secrets().receiptKey(), directory::current, clock);
        readiness.require("receipt-key-not-in-directory", receiptKey::listed);
        BrokerHealth health = new BrokerHealth(config.publishing().canaryTolerance(), System::nanoTime);
        ClockAgreement clocks = new ClockAgreement(config.publishing().clockTolerance(), clock, System::nanoTime);
        NoticePublisher publisher = resources.add(startPublisher(health, clocks));
        readiness.require("brokers-not-answering", health::answering);
        readiness.require("clock-differs-from-brokers", clocks::agrees);
        readiness.warn("canary-not-dated-by-brokers", clocks::compared);
        Vertx vertx = EventLoops.start(resources, metrics);
        vertx.setPeriodic(0, config.publishing().canaryInterval().toMillis(), _ -> publisher.sendCanaries());
        Admission admission = new Admission(
                config.limits().admission(), () -> health.answering() && clocks.agrees() && receiptKey.signs());
        measure(admission, publisher);
        LiveTls listener = LiveTls.open("listener", config.tls(), InstantSource.system());
        LiveTls client = LiveTls.open("ledger-client", config.status().tls(), InstantSource.system());
        Peers peers = peers(vertx, directory, listener);
        GatewayParts parts = new GatewayParts(
                new GatewayParts.BodyLimits(
                        config.limits().envelopeBytes(), config.limits().bodyTimeout()),
                peers,
                new Gate(admission, new SubmitterQuotas(TimeMeter.SYSTEM_MILLISECONDS)),
                steps(vertx, acceptance, publisher, clocks, formats.writers()),
                statusAccess(vertx, client),
                new GatewayMetrics(metrics),
                new HeldRefusals(
                        config.limits().refusalDelay(),
                        config.limits().admission().records()),
                clock);
        Gateway gateway = listen(vertx, parts, listener);
        watch(listener, client);
        return gateway;
    }

    /** Begins last and ends first. */
    private void watch(LiveTls... endpoints) {
        TlsWatch watch = new TlsWatch(List.of(endpoints), config.service().tlsInterval());
        resources.add(watch.tell(metrics, readiness).start());
        GatewayConfig.Secrets secrets = config.secrets();
        KeyWatch keys = new KeyWatch(secrets.receiptKey(), secrets.keyCheck(), () -> {});
        resources.add(keys.tell(metrics, readiness).start());
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
        return directory;
    }

    private NoticePublisher startPublisher(BrokerHealth health, ClockAgreement clocks) {
        Duration timeout = config.publishing().timeout();
        return NoticePublisher.start(
                lane -> ProducerSettings.producer(config.service().kafka(), lane, timeout),
                config.limits().admission().records() * 2,
                timeout,
                health,
                clocks);
    }

    private Peers peers(Vertx vertx, DirectoryFollower directory, LiveTls listener) {
        SubmitterIdentities identities = new SubmitterIdentities(listener.peers(), directory::current);
        OpenConnections connections = new OpenConnections(vertx, identities::stay);
        directory.onChange(_ -> connections.recheck());
        listener.onChange(connections::recheck);
        Gauge.builder("harborlight.gateway.connections", connections, OpenConnections::count)
                .description("Connections that are open")
                .register(metrics);
        return new Peers(
                identities,
                connections,
                new ConnectionShares(identities, config.http().connectionsEach()));
    }

    private IntakeSteps steps(
            Vertx vertx,
            NoticeAcceptance acceptance,
            NoticePublisher publisher,
            ClockAgreement clocks,
            WriterSchemas writers) {
        WorkerExecutor workers = workers(vertx);
        NoticeVerifier verifier =
                new NoticeVerifier(new NoticeChecks(config.limits().notice(), clock), clock, writers);
        return new IntakeSteps(workers, verifier, acceptance, publisher, clocks, writers);
    }

    /**
     * They yield: what is accepted already goes first. The pool makes a thread for each of its first tasks, by the thread
     * that brings the task.
     */
    private WorkerExecutor workers(Vertx vertx) {
        int count = config.limits().workers();
        return Yielding.make(() -> {
            WorkerExecutor made = vertx.createSharedWorkerExecutor("verify", count);
            for (int i = 0; i < count; i++) {
                var _ = made.executeBlocking(() -> true, false);
            }
            return made;
        });
    }

    private StatusAccess statusAccess(Vertx vertx, LiveTls client) {
        GatewayConfig.Waiting limits = config.status().waiting();
        WaitingRoom waiting = new WaitingRoom(limits.perSubmitter(), limits.inAll());
        Gauge.builder("harborlight.gateway.waiting", waiting, WaitingRoom::count)
                .description("Requests that wait for news of a notice, streams among them")
                .register(metrics);
        LedgerClient ledger =
                new LedgerClient(vertx, client.clientOptions(), config.status().ledgers());
        return new StatusAccess(
                ledger, config.secrets().cursors(), waiting, config.status().streams());
    }

    private Gateway listen(Vertx vertx, GatewayParts parts, LiveTls listener) {
        ManagementServer management = resources.add(new ManagementServer(
                vertx,
                config.service().management().host(),
                config.service().management().port(),
                readiness,
                metrics,
                Map.of()));
        int managementPort = management.start();
        Listeners listeners = resources.add(new Listeners(vertx, config.http(), listener, parts));
        return new Gateway(resources, readiness, listeners.start(), managementPort);
    }

    private void measure(Admission admission, NoticePublisher publisher) {
        Gauge.builder("harborlight.gateway.in.flight.records", admission, Admission::recordsInFlight)
                .description("Notices in flight")
                .register(metrics);
        Gauge.builder("harborlight.gateway.in.flight.bytes", admission, Admission::bytesInFlight)
                .description("Body bytes in flight")
                .baseUnit("bytes")
                .register(metrics);
        publisher.bindTo(metrics);
    }
}
