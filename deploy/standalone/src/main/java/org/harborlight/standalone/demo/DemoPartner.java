package org.harborlight.standalone.demo;

import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.harborlight.schemas.Participant;
import org.harborlight.standalone.partner.ConnectorClient;
import org.harborlight.standalone.partner.InboxCursor;
import org.harborlight.standalone.partner.InboxPull;
import org.harborlight.standalone.partner.PartnerServer;
import org.harborlight.standalone.partner.SectionOpener;
import org.harborlight.standalone.pki.ExchangePki;
import org.harborlight.standalone.runtime.Closing;
import org.harborlight.standalone.runtime.LocalParticipants;
import org.harborlight.standalone.runtime.Participants;
import org.jspecify.annotations.Nullable;

/**
 * A partner of the demo. One that is pushed to listens at once; one that fetches begins once it is connected. Either way
 * its desk works from then on.
 */
final class DemoPartner implements AutoCloseable {
    private final DemoCast.Partner who;
    private final ExchangePki.Kit kit;
    private final ExchangePki pki;
    private final InstantSource clock;
    private final SSLContext tls;
    private final Optional<PartnerServer> server;
    private final Closing closing = new Closing();
    private final PartnerLog log = new PartnerLog();
    private volatile @Nullable DeskAnswers answers;

    DemoPartner(DemoCast.Partner who, ExchangePki.Kit kit, ExchangePki pki, InstantSource clock) {
        this.who = who;
        this.kit = kit;
        this.pki = pki;
        this.clock = clock;
        this.tls = LocalParticipants.tls(kit);
        this.server = who.pulls() ? Optional.empty() : Optional.of(closing.add("server", new PartnerServer(tls, 0)));
    }

    Participant entry(ExchangePki exchange) {
        return Participants.partner(
                new Participants.Who(who.id(), who.name(), who.kind(), who.country()),
                new Participants.Receives(
                        who.coverage(), who.mayReceive(), who.fallbackDesk(), server.map(PartnerServer::endpoint)),
                exchange,
                kit);
    }

    /** From now on the desk takes deliveries, and answers them at the connector. */
    void connect(URI connector) {
        ConnectorClient client = closing.add("client", new ConnectorClient(connector, tls));
        DeskAnswers replies = closing.add("answers", new DeskAnswers(client));
        answers = replies;
        DemoDesk desk = new DemoDesk(new SectionOpener(kit.sealing()), log, replies);
        server.ifPresentOrElse(
                listening -> listening.answerWith(LocalParticipants.receiving(pki, who.id(), desk, clock)),
                () -> closing.add("pull", new DemoPull(who.id(), pull(client, desk))));
    }

    private InboxPull pull(ConnectorClient client, DemoDesk desk) {
        return new InboxPull(
                client,
                LocalParticipants.verifying(pki, who.id()),
                desk,
                InboxCursor.inMemory(),
                Optional.of(kit.signing()),
                clock);
    }

    PartnerLog log() {
        return log;
    }

    int failedAnswers() {
        DeskAnswers desk = answers;
        return desk == null ? 0 : desk.failed();
    }

    @Override
    public void close() {
        closing.close();
    }
}
