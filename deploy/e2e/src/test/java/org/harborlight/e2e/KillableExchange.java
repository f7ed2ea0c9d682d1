package org.harborlight.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.harborlight.connector.ConnectorMain;
import org.harborlight.gateway.GatewayMain;
import org.harborlight.processor.ProcessorMain;
import org.harborlight.schemas.Outcome;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.Topics;
import org.harborlight.standalone.partner.PartnerServer;
import org.harborlight.standalone.pki.ExchangePki;
import org.harborlight.standalone.runtime.Backbone;
import org.harborlight.standalone.runtime.Closing;
import org.harborlight.standalone.runtime.DataFolder;
import org.harborlight.standalone.runtime.ExchangeSettings;
import org.harborlight.standalone.runtime.LocalParticipants;
import org.harborlight.standalone.runtime.ManagementClient;
import org.harborlight.standalone.runtime.Participants;
import org.harborlight.standalone.runtime.ServiceFiles;
import org.harborlight.standalone.submitter.NoticeSealing;
import org.harborlight.standalone.submitter.SubmitterClient;

/**
 * An exchange whose three services are processes of their own, on fixed ports, with one submitter and one desk that
 * covers every country. Broker, registry and the desk live in the test's JVM, and survive.
 */
final class KillableExchange implements AutoCloseable {
    private static final String SUBMITTER = "e2e-platform";
    private static final String DESK = "e2e-desk";
    private static final InstantSource CLOCK = InstantSource.system();

    private final Closing closing = new Closing();
    private final RecordingDesk desk = new RecordingDesk();
    private final ServiceProcess gateway;
    private final ServiceProcess processor;
    private final ServiceProcess connector;
    private final SubmitterClient client;
    private final NoticeSealing sealing;
    private final Backbone backbone;
    private final URI ledger;

    KillableExchange(Path folder) {
        SecureRandom random = new SecureRandom();
        DataFolder data = closing.add("data folder", DataFolder.open(folder));
        ExchangePki pki = ExchangePki.open(data.root(), CLOCK, random);
        ExchangePki.Kit submitterKit = pki.submitterKit(data.submitter(SUBMITTER), SUBMITTER);
        ExchangePki.Kit deskKit = pki.partnerKit(data.partner(DESK), DESK);
        PartnerServer server = closing.add("desk", new PartnerServer(LocalParticipants.tls(deskKit), 0));
        server.answerWith(LocalParticipants.receiving(pki, DESK, desk, CLOCK));
        ExchangeSettings.Management management = new ExchangeSettings.Management(free(), free(), free());
        ExchangeSettings settings =
                ExchangeSettings.samples(new ExchangeSettings.Ports(free(), free(), free(), 0, 0, management));
        backbone = Backbone.start(
                closing, data, pki, settings, entries(pki, submitterKit, deskKit, server.endpoint()), CLOCK);
        ServiceFiles files = new ServiceFiles(data, pki, settings, backbone);
        Path logs = folder.resolve("logs");
        make(logs);
        URI connectorManagement = loopback(management.connector());
        ledger = loopback(management.processor());
        connector = service(ConnectorMain.class, files.connector(), connectorManagement, logs);
        processor = service(ProcessorMain.class, files.processor(connectorManagement), ledger, logs);
        URI ledgerPort = URI.create("https://localhost:" + settings.ports().ledger());
        gateway = service(GatewayMain.class, files.gateway(ledgerPort), loopback(management.gateway()), logs);
        List.of(connector, processor, gateway).forEach(ServiceProcess::awaitReady);
        client = closing.add(
                "submitter",
                new SubmitterClient(
                        URI.create("https://localhost:" + settings.ports().gateway()),
                        LocalParticipants.tls(submitterKit)));
        sealing = new NoticeSealing(
                submitterKit.signing(), pki.secrets().sealing().publicEntry(Instant.EPOCH), random, CLOCK);
    }

    private static List<Participant> entries(
            ExchangePki pki, ExchangePki.Kit submitterKit, ExchangePki.Kit deskKit, URI endpoint) {
        return List.of(
                Participants.submitter(
                        new Participants.Who(SUBMITTER, "Platform", StakeholderKind.PLATFORM, "IE"), pki, submitterKit),
                Participants.partner(
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
                        deskKit));
    }

    private ServiceProcess service(Class<?> main, Path configuration, URI management, Path logs) {
        return closing.add(
                main.getSimpleName(), new ServiceProcess(main.getName(), configuration, management, logs).start());
    }

    static String submitterId() {
        return SUBMITTER;
    }

    ServiceProcess gateway() {
        return gateway;
    }

    ServiceProcess processor() {
        return processor;
    }

    ServiceProcess connector() {
        return connector;
    }

    RecordingDesk desk() {
        return desk;
    }

    SubmitterClient client() {
        return client;
    }

    NoticeSealing sealing() {
        return sealing;
    }

    /** The books as the ledger serves them. */
    ManagementClient.Answer balance() throws IOException {
        try (ManagementClient management = new ManagementClient()) {
            return management.get(ledger, "/balance");
        }
    }

    /** All outcomes that are committed now. */
    List<Outcome> outcomes() {
        return CommittedRecords.read(
                backbone.kafka(), Topics.OUTCOMES, backbone.formats().of(Topics.OUTCOMES, Outcome.class));
    }

    private static URI loopback(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    private static void make(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int free() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        closing.close();
    }
}
