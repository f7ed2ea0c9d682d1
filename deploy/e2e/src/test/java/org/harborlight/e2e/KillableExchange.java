package org.harborlight.e2e;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.DeliveryAgreement;
import org.harborlight.schemas.Outcome;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.AvroTrust;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.codec.WireFormats;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.schemas.sealing.SealingKey;
import org.harborlight.standalone.partner.ConnectorClient;
import org.harborlight.standalone.partner.DeliveryEcho;
import org.harborlight.standalone.partner.DeliveryVerifier;
import org.harborlight.standalone.partner.PartnerServer;
import org.harborlight.standalone.partner.PushReceiver;
import org.harborlight.standalone.pki.ExchangePki;
import org.harborlight.standalone.runtime.Backbone;
import org.harborlight.standalone.runtime.Closing;
import org.harborlight.standalone.runtime.DataFolder;
import org.harborlight.standalone.runtime.ExchangeSettings;
import org.harborlight.standalone.runtime.LocalParticipants;
import org.harborlight.standalone.runtime.ManagementClient;
import org.harborlight.standalone.runtime.Participants;
import org.harborlight.standalone.runtime.SeparateServices;
import org.harborlight.standalone.runtime.ServiceFiles;
import org.harborlight.standalone.runtime.ServiceProcess;
import org.harborlight.standalone.submitter.NoticeSealing;
import org.harborlight.standalone.submitter.SubmitterClient;

/**
 * An exchange whose services are processes of their own, on fixed ports, with one submitter, one desk that covers every
 * country, and another one that fetches. The brokers are processes of their own or live in the test's JVM, as the desks
 * do.
 */
final class KillableExchange implements AutoCloseable {
    private static final String SUBMITTER = "e2e-platform";
    private static final String DESK = "e2e-desk";
    static final String FETCHING_DESK = "e2e-fetching-desk";

    /** Of notices that go to the fetching desk. */
    static final String FETCHING_COUNTRY = "FR";

    private static final InstantSource CLOCK = InstantSource.system();
    private static final List<String> JVM = List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private final Closing closing = new Closing();
    private final DataFolder data;
    private final ExchangePki pki;
    private final PublishedKeys published;
    private final PartnerServer server;
    private final SealingKey deskKey;
    private PushReceiver receiving = PushReceiver.NOT_READY;
    private final RecordingDesk desk = new RecordingDesk();
    private final SeparateServices services;
    private final FetchingDesk fetching;
    private final List<SubmitterClient> clients;
    private final NoticeSealing sealing;
    private final List<BrokerProcess> cluster;
    private final Backbone backbone;
    private final List<InboxReader> readers;

    /** On one broker, which survives. */
    KillableExchange(Path folder, SeparateServices.Instances instances) {
        this(folder, instances, 0);
    }

    /** @param brokers so many processes; 0 for one in this JVM */
    KillableExchange(Path folder, SeparateServices.Instances instances, int brokers) {
        this(
                folder,
                instances,
                brokers == 0
                        ? Optional.empty()
                        : Optional.of(BrokerSites.onLoopback(folder.resolve("brokers"), brokers)));
    }

    /** @param sites of brokers that are processes of their own; without, one is in this JVM */
    KillableExchange(Path folder, SeparateServices.Instances instances, Optional<BrokerSites> sites) {
        try {
            AvroTrust.install();
            SecureRandom random = new SecureRandom();
            data = closing.add("data folder", DataFolder.open(folder));
            pki = ExchangePki.open(data.root(), CLOCK, random);
            published = new PublishedKeys(pki);
            ExchangePki.Kit submitterKit = pki.submitterKit(data.submitter(SUBMITTER), SUBMITTER);
            ExchangePki.Kit deskKit = pki.partnerKit(data.partner(DESK), DESK);
            deskKey = deskKit.sealing();
            ExchangePki.Kit fetchingKit = pki.partnerKit(data.partner(FETCHING_DESK), FETCHING_DESK);
            server = closing.add("desk", new PartnerServer(LocalParticipants.tls(deskKit), 0));
            ExchangeSettings settings = ExchangeSettings.samples(ExchangeSettings.Ports.free());
            List<Participant> participants = entries(pki, submitterKit, deskKit, fetchingKit, server.endpoint());
            cluster = sites.map(all -> BrokerProcess.cluster(all, closing)).orElse(List.of());
            backbone = cluster.isEmpty()
                    ? Backbone.start(closing, data, pki, settings, participants, CLOCK)
                    : Backbone.start(
                            closing, data, pki, settings, participants, CLOCK, () -> BrokerProcess.brokers(cluster));
            deskReceiptsBy(Optional.empty());
            services = SeparateServices.start(
                    new ServiceFiles(data, pki, settings, backbone), instances, closing, JVM, folder.resolve("logs"));
            clients = services.gatewayUrls().stream()
                    .map(gateway ->
                            closing.add("submitter", new SubmitterClient(gateway, LocalParticipants.tls(submitterKit))))
                    .toList();
            DeliveryVerifier verifier = published.verifying(FETCHING_DESK, deliveries());
            fetching = closing.add(
                    "fetching desk",
                    new FetchingDesk(services.connectorUrls(), LocalParticipants.tls(fetchingKit), verifier));
            readers = services.connectorUrls().stream()
                    .map(connector -> closing.add(
                            "reader",
                            new InboxReader(
                                    new ConnectorClient(connector, LocalParticipants.tls(fetchingKit)), verifier)))
                    .toList();
            sealing = new NoticeSealing(
                    submitterKit.signing(), pki.secrets().sealing().publicEntry(Instant.EPOCH), random, CLOCK);
        } catch (RuntimeException | Error e) {
            closing.close();
            throw e;
        }
    }

    private static List<Participant> entries(
            ExchangePki pki,
            ExchangePki.Kit submitterKit,
            ExchangePki.Kit deskKit,
            ExchangePki.Kit fetchingKit,
            URI endpoint) {
        Participant fetching = Participants.partner(
                new Participants.Who(FETCHING_DESK, "Fetching desk", StakeholderKind.LAW_ENFORCEMENT, "FR"),
                new Participants.Receives(List.of(FETCHING_COUNTRY), List.of(SectionKind.NARRATIVE), false, endpoint),
                pki,
                fetchingKit);
        return List.of(
                Participant.newBuilder(fetching).setEndpoint(null).build(),
                Participants.submitter(
                        new Participants.Who(SUBMITTER, "Platform", StakeholderKind.PLATFORM, "IE"), pki, submitterKit),
                Participant.newBuilder(desk(pki, deskKit, endpoint))
                        .setAgreement(DeliveryAgreement.newBuilder()
                                .setRetrySteps(List.of(1))
                                .build())
                        .build());
    }

    private static Participant desk(ExchangePki pki, ExchangePki.Kit deskKit, URI endpoint) {
        return Participants.partner(
                new Participants.Who(DESK, "Desk", StakeholderKind.LAW_ENFORCEMENT, "IE"),
                new Participants.Receives(
                        List.of("IE", "DE", "NL"),
                        List.of(
                                SectionKind.REPORTED_PERSON,
                                SectionKind.CHILD_VICTIM,
                                SectionKind.LOCATORS,
                                SectionKind.EVIDENCE,
                                SectionKind.NARRATIVE),
                        true,
                        endpoint),
                pki,
                deskKit);
    }

    static String submitterId() {
        return SUBMITTER;
    }

    Path root() {
        return data.root();
    }

    ExchangePki pki() {
        return pki;
    }

    /** Where the desk that is pushed to listens. */
    URI deskEndpoint() {
        return server.endpoint();
    }

    /** From the next delivery on, the desk that is pushed to signs its receipts so, or not at all. */
    void deskReceiptsBy(Optional<SigningKey> key) {
        receiving = published.receiving(DESK, deliveries(), desk, new DeliveryEcho(key, CLOCK), CLOCK);
        server.answerWith(receiving);
    }

    /** From now on, something stands in front of the desk that is pushed to. */
    void deskBehind(UnaryOperator<PushReceiver> front) {
        server.answerWith(front.apply(receiving));
    }

    /** With which the desk that is pushed to opens what it gets. */
    SealingKey deskKey() {
        return deskKey;
    }

    /** Desks read every version of the record, as those do who are up to date. */
    private SingleObject<Delivery> deliveries() {
        return backbone.formats().payload(Delivery.class);
    }

    /** What its desks believe. */
    PublishedKeys published() {
        return published;
    }

    SeparateServices services() {
        return services;
    }

    /** Where the processor of that number, from 1 on, keeps its stores. */
    Path stores(int processor) {
        return data.state().resolve("processor-" + processor);
    }

    /** The configuration file of the processor of that number, which it reads when it starts. */
    Path configuration(int processor) {
        return data.root().resolve("config").resolve("processor-" + processor + ".properties");
    }

    /** Starts a service anew with another configuration. */
    void restart(ServiceProcess service, String name, UnaryOperator<String> change) throws IOException {
        Path file = data.root().resolve("config").resolve(name + ".properties");
        Files.writeString(file, change.apply(Files.readString(file)));
        service.stop();
        service.start().awaitReady();
    }

    /** The brokers that are processes of their own. */
    List<BrokerProcess> brokers() {
        return cluster;
    }

    /** Settings for a Kafka client. */
    Map<String, Object> kafka() {
        return backbone.kafka();
    }

    WireFormats formats() {
        return backbone.formats();
    }

    /** What a service has logged since its first start. */
    String log(ServiceProcess service) throws IOException {
        return Files.readString(service.log());
    }

    String registryUrl() {
        return backbone.registryUrl();
    }

    /** Ids of the schemas that the records of a topic were written with. */
    Set<Integer> schemaIds(String topic) {
        return CommittedRecords.schemaIds(backbone.kafka(), topic);
    }

    RecordingDesk desk() {
        return desk;
    }

    FetchingDesk fetching() {
        return fetching;
    }

    /** Of the inbox of the desk that fetches, one for each connector. */
    List<InboxReader> readers() {
        return readers;
    }

    /** One for each gateway. */
    List<SubmitterClient> clients() {
        return clients;
    }

    NoticeSealing sealing() {
        return sealing;
    }

    /** The books as the ledger serves them. */
    ManagementClient.Answer balance() throws IOException {
        try (ManagementClient management = new ManagementClient()) {
            return management.get(services.processors().getFirst().management(), "/balance");
        }
    }

    /** All outcomes that are committed now. */
    List<Outcome> outcomes() {
        return CommittedRecords.read(
                backbone.kafka(), Topics.OUTCOMES, backbone.formats().of(Topics.OUTCOMES, Outcome.class));
    }

    @Override
    public void close() {
        closing.close();
    }
}
