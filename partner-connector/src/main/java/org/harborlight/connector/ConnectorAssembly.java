package org.harborlight.connector;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.harborlight.connector.command.CommandBook;
import org.harborlight.connector.command.CommandDoor;
import org.harborlight.connector.command.CommandFollower;
import org.harborlight.connector.command.CommandResults;
import org.harborlight.connector.command.LaneCommands;
import org.harborlight.connector.command.NoticeDesk;
import org.harborlight.connector.command.NoticeErasures;
import org.harborlight.connector.inbox.CursorSeal;
import org.harborlight.connector.inbox.Inbox;
import org.harborlight.connector.inbox.InboxReaders;
import org.harborlight.connector.inbox.InboxSources;
import org.harborlight.connector.lane.LaneServices;
import org.harborlight.connector.lane.Lanes;
import org.harborlight.connector.lane.SafeSpans;
import org.harborlight.connector.lane.SpanCheck;
import org.harborlight.connector.push.DeliveryPush;
import org.harborlight.connector.push.Dispatch;
import org.harborlight.connector.push.EventPush;
import org.harborlight.connector.push.PushClients;
import org.harborlight.connector.push.WebhookSigner;
import org.harborlight.connector.receipt.AcknowledgementFollower;
import org.harborlight.connector.receipt.Acknowledgements;
import org.harborlight.connector.receipt.Callers;
import org.harborlight.connector.receipt.FeedbackPublisher;
import org.harborlight.connector.receipt.PartnerListener;
import org.harborlight.connector.receipt.PartnerRoutes;
import org.harborlight.connector.receipt.ReceiptMetrics;
import org.harborlight.connector.store.CompactedView;
import org.harborlight.connector.store.DeliveryRetention;
import org.harborlight.connector.store.DeliveryStates;
import org.harborlight.connector.store.Formats;
import org.harborlight.connector.store.KafkaClients;
import org.harborlight.connector.store.RecordedEnds;
import org.harborlight.connector.store.SectionKeys;
import org.harborlight.connector.store.SettledWatch;
import org.harborlight.connector.store.TopicProbe;
import org.harborlight.connector.store.ViewMemory;
import org.harborlight.connector.sweep.OverdueWatch;
import org.harborlight.connector.tls.PartnerTls;
import org.harborlight.connector.webhook.StatusWebhooks;
import org.harborlight.connector.webhook.WebhookServices;
import org.harborlight.schemas.BrokerAccess;
import org.harborlight.schemas.Command;
import org.harborlight.schemas.Party;
import org.harborlight.schemas.SectionKeySet;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.RegisteredSchemas;
import org.harborlight.schemas.codec.WireFormats;
import org.harborlight.schemas.command.CommandVerifier;
import org.harborlight.schemas.directory.AgreementChecks;
import org.harborlight.schemas.directory.Directory;
import org.harborlight.schemas.envelope.EnvelopeSigner;
import org.harborlight.schemas.registry.SchemaRegistry;
import org.harborlight.schemas.sealing.KeyOpener;
import org.harborlight.schemas.sealing.KeySealer;
import org.harborlight.service.ConfigurationException;
import org.harborlight.service.DirectoryFollower;
import org.harborlight.service.EventLoops;
import org.harborlight.service.LogsGoneBack;
import org.harborlight.service.ManagementServer;
import org.harborlight.service.Readiness;
import org.harborlight.service.RequiredTopics;
import org.harborlight.service.Resources;
import org.harborlight.service.SteadyClock;
import org.harborlight.service.tls.LiveTls;
import org.harborlight.service.tls.TlsWatch;

/**
 * Puts the connector together, in the order in which its parts depend on each other; whatever it opens is in the resources
 * and is closed in reverse. Used once, on the thread that starts the connector.
 */
final class ConnectorAssembly {
    /** Whoever makes up fingerprints has the registry asked no more often than this. */
    private static final Duration SCHEMA_PAUSE = Duration.ofSeconds(1);

    private static final Duration BROKER_PATIENCE = Duration.ofSeconds(30);
    private static final int EVENT_LOOPS = 2;

    private final ConnectorConfig config;
    private final InstantSource clock;
    private final LaneServices.Chance chance;
    private final Resources resources;
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Readiness readiness = new Readiness();

    ConnectorAssembly(ConnectorConfig config, InstantSource clock, RandomGenerator jitter, Resources resources) {
        this.config = config;
        this.clock = clock;
        this.chance = new LaneServices.Chance(clock, new SteadyClock(), jitter);
        this.resources = resources;
    }

    Connector start() {
        RequiredTopics.check(
                config.service().kafka(), BrokerAccess.of(Party.CONNECTOR).fixedTopics(), BROKER_PATIENCE);
        refuseOlderLogs();
        SchemaRegistry registry = resources.add(new SchemaRegistry(
                config.service().registryUrl(), config.service().registry()));
        WireFormats wire = new WireFormats(registry);
        Formats formats = new Formats(wire);
        KafkaClients clients =
                new KafkaClients(config.service().kafka(), config.instance().id());
        Admin admin = resources.add(clients.admin());
        DeliveryRetention retention = new DeliveryRetention(admin, BROKER_PATIENCE);
        SpanCheck spanCheck =
                new SpanCheck(config.lanes().retries().span(), config.books().redriveSpan());
        refuse(spanCheck.problems(ConnectorKeys.RETRY_SPAN, ConnectorKeys.REDRIVE_SPAN, retention.all()));
        RecordedEnds ends = new RecordedEnds(formats.states());
        SettledWatch settled = new SettledWatch(formats.states());
        DeliveryStates states = states(clients, admin, formats, ends, settled);
        LaneCommands commands = commands(clients, admin, formats);
        NoticeErasures erasures = new NoticeErasures(meters);
        CompactedView keysView = view(
                Topics.SECTION_KEYS,
                "section-keys",
                clients,
                admin,
                new CompactedView.Content(Optional.empty(), erasures, Optional.of(ViewMemory.NOTHING)));
        SectionKeys sectionKeys = new SectionKeys(
                keysView, formats.sectionKeys(), erasures, config.push().sectionKeyPatience());
        Vertx vertx = EventLoops.start(EVENT_LOOPS, resources, meters);
        LiveTls tls = LiveTls.open("partners", config.tls(), InstantSource.system());
        DirectoryFollower directory = followDirectory(wire);
        SafeSpans spans = spans(spanCheck, retention, directory);
        EnvelopeSigner signer = new EnvelopeSigner(config.secrets().connectorKey());
        TopicProbe probe = new TopicProbe(admin);
        Dispatch dispatch = new Dispatch(
                sectionKeys,
                new KeyOpener(config.secrets().sealingKeys(), wire.payload(SectionKeySet.class)),
                new KeySealer(new SecureRandom()));
        WebhookSigner webhookSigner = new WebhookSigner(config.secrets().connectorKey());
        PushClients pushClients = pushClients(vertx, tls);
        Lanes lanes = resources.add(new Lanes(
                new LaneServices(
                        new LaneServices.Topics(clients, probe, formats, states, commands, spans::safe),
                        new DeliveryPush(dispatch, webhookSigner, pushClients, clock),
                        signer,
                        directory::current,
                        config.lanes(),
                        meters,
                        chance),
                closePatience()));
        directory.onChange(lanes::reconcile);
        StatusWebhooks webhooks = webhooks(
                WebhookServices.Source.of(clients, formats),
                new EventPush(webhookSigner, pushClients, clock),
                directory);
        Duration patience = config.http().feedbackPatience();
        FeedbackPublisher feedback = new FeedbackPublisher(
                resources.add(clients.plain("feedback", patience)), formats, signer, meters, patience);
        Acknowledgements acknowledgements = new Acknowledgements(
                lanes,
                states,
                settled,
                new Acknowledgements.Outlet(
                        resources.add(clients.plain("acknowledgements", patience)), formats, signer),
                clock);
        resources.add(new AcknowledgementFollower(clients, formats, directory::current, lanes, meters, clock).start());
        followCommands(clients, formats, directory, commands, erasures, keysView);
        int managementPort = manage(vertx, lanes, webhooks, overdueWatch(states));
        Inbox inbox = inbox(
                clients, new InboxSources(probe, formats, dispatch, ends, states, directory::current, meters, clock));
        PartnerRoutes routes = new PartnerRoutes(
                states,
                acknowledgements,
                new ReceiptMetrics(meters),
                feedback,
                inbox,
                new RegisteredSchemas(registry, SCHEMA_PAUSE),
                clock);
        PartnerListener listener = listen(vertx, tls, directory, routes);
        return new Connector(
                resources, readiness, new Connector.Work(lanes, webhooks), listener.start(), managementPort);
    }

    /** What is agreed with partners is checked at the start too, where the directory can be read by then. */
    private SafeSpans spans(SpanCheck check, DeliveryRetention retention, DirectoryFollower directory) {
        if (directory.awaitLoaded(BROKER_PATIENCE)) {
            refuse(check.agreedProblems(ConnectorKeys.REDRIVE_SPAN, directory.current(), retention.all()));
        }
        SafeSpans spans = resources
                .add(new SafeSpans(check, retention, directory::current, meters))
                .start();
        directory.onChange(_ -> spans.look());
        return spans;
    }

    private static void refuse(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
    }

    private DeliveryStates states(
            KafkaClients clients, Admin admin, Formats formats, RecordedEnds ends, SettledWatch settled) {
        CompactedView view = view(
                Topics.DELIVERY_STATE,
                "delivery-state",
                clients,
                admin,
                new CompactedView.Content(
                        Optional.of(DeliveryStates.byWaitingPartition(formats.states())),
                        (key, value) -> {
                            ends.found(key, value);
                            settled.found(key, value);
                        },
                        Optional.of(ends)));
        return new DeliveryStates(view, formats.states());
    }

    private LaneCommands commands(KafkaClients clients, Admin admin, Formats formats) {
        CommandBook book = new CommandBook();
        CompactedView view = view(
                Topics.COMMAND_RESULTS,
                "command-results",
                clients,
                admin,
                // The book is kept in memory, so that it is to be told of every answer.
                new CompactedView.Content(
                        Optional.empty(), CommandResults.answering(book, formats.commandResults()), Optional.empty()));
        return new LaneCommands(book, new CommandResults(view, formats.commandResults()));
    }

    private void followCommands(
            KafkaClients clients,
            Formats formats,
            DirectoryFollower directory,
            LaneCommands commands,
            NoticeErasures erasures,
            CompactedView keysView) {
        Producer<String, byte[]> producer = resources.add(clients.plain("commands", BROKER_PATIENCE));
        CommandDoor door = new CommandDoor(
                formats.envelopes(Topics.COMMANDS),
                new CommandVerifier(() -> directory.current().operators(), formats.payload(Command.class)),
                commands,
                new NoticeDesk(erasures, commands.results(), keysView, producer),
                producer,
                meters,
                clock);
        resources.add(new CommandFollower(clients, commands.results(), door, directory::loaded).start());
        readiness.require("commands-not-caught-up", erasures::known);
    }

    private CompactedView view(
            String topic, String name, KafkaClients clients, Admin admin, CompactedView.Content content) {
        CompactedView view = resources.add(new CompactedView(
                topic, clients, admin, config.instance().viewsFolder().resolve(name), content, clock));
        Map<TopicPartition, Long> marks = view.highWatermarks();
        view.start();
        readiness.require(name + "-not-caught-up", () -> view.following() && view.hasReached(marks));
        return view;
    }

    private DirectoryFollower followDirectory(WireFormats wire) {
        var trust = config.service().directory();
        DirectoryFollower directory = resources.add(DirectoryFollower.start(
                config.service().kafka(),
                trust.loader(wire),
                wire.of(Topics.DIRECTORY, SignedEnvelope.class),
                trust.headFile()));
        directory.bindTo(meters);
        readiness.require("directory-not-loaded", directory::loaded);
        return directory;
    }

    private void refuseOlderLogs() {
        try (LogsGoneBack logs = new LogsGoneBack(config.service().kafka(), BROKER_PATIENCE)) {
            logs.refuse(KafkaClients::ownGroup, Map.of());
        }
    }

    private Inbox inbox(KafkaClients clients, InboxSources sources) {
        ConnectorConfig.InboxPort port = config.http().inbox();
        InboxReaders readers = resources.add(new InboxReaders(port.readers(), clients::inbox));
        CursorSeal seal = new CursorSeal(config.secrets().sealingKeys(), port.restores());
        return resources.add(new Inbox(sources, readers, seal, port.limits()));
    }

    private PushClients pushClients(Vertx vertx, LiveTls tls) {
        return resources.add(new PushClients(
                vertx,
                new PartnerTls(tls),
                new PushClients.Settings(
                        config.push().timeout(),
                        Math.max(config.lanes().parallel() * Lanes.OF_EACH_PARTNER, AgreementChecks.MOST_AT_ONCE)),
                clock));
    }

    private StatusWebhooks webhooks(WebhookServices.Source source, EventPush push, DirectoryFollower directory) {
        WebhookServices services =
                new WebhookServices(source, push::push, directory::current, config.lanes(), meters, chance);
        StatusWebhooks webhooks = resources.add(new StatusWebhooks(services, closePatience()));
        directory.onChange(webhooks::reconcile);
        return webhooks;
    }

    /** How long what is in flight may still take when everything stops. */
    private Duration closePatience() {
        return config.push().timeout().multipliedBy(2).plusSeconds(20);
    }

    private OverdueWatch overdueWatch(DeliveryStates states) {
        Map<TopicPartition, Long> marks = states.highWatermarks();
        return resources
                .add(new OverdueWatch(
                        states::eachPending,
                        () -> states.hasReached(marks),
                        config.books().overdue(),
                        clock,
                        meters))
                .start();
    }

    private int manage(Vertx vertx, Lanes lanes, StatusWebhooks webhooks, OverdueWatch overdue) {
        Map<String, Handler<RoutingContext>> routes = new HashMap<>(new LaneReport(lanes).routes());
        routes.putAll(new OverdueReport(overdue).routes());
        routes.putAll(new WebhookReport(webhooks).routes());
        ManagementServer management = resources.add(new ManagementServer(
                vertx,
                config.service().management().host(),
                config.service().management().port(),
                readiness,
                meters,
                routes));
        return management.start();
    }

    private PartnerListener listen(Vertx vertx, LiveTls tls, DirectoryFollower directory, PartnerRoutes routes) {
        Supplier<Directory> current = directory::current;
        PartnerListener listener = resources.add(new PartnerListener(
                vertx,
                config.http().address(),
                tls.serverOptions(),
                new Callers(tls.peers(), current),
                config.http().limits(),
                routes));
        directory.onChange(_ -> listener.connections().recheck());
        tls.onChange(listener.connections()::recheck);
        TlsWatch watch = new TlsWatch(List.of(tls), config.service().tlsInterval());
        resources.add(watch.tell(meters, readiness).start());
        return listener;
    }
}
