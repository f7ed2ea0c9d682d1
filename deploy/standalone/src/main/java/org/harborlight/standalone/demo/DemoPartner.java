package org.harborlight.standalone.demo;

import java.net.URI;
import java.time.InstantSource;
import javax.net.ssl.SSLContext;
import org.harborlight.schemas.Participant;
import org.harborlight.standalone.partner.FeedbackClient;
import org.harborlight.standalone.partner.PartnerServer;
import org.harborlight.standalone.partner.SectionOpener;
import org.harborlight.standalone.pki.ExchangePki;
import org.harborlight.standalone.runtime.LocalParticipants;
import org.harborlight.standalone.runtime.Participants;
import org.jspecify.annotations.Nullable;

/** A partner of the demo: its server listens at once, its desk works once it is connected. */
final class DemoPartner implements AutoCloseable {
    private final DemoCast.Partner who;
    private final ExchangePki.Kit kit;
    private final ExchangePki pki;
    private final InstantSource clock;
    private final SSLContext tls;
    private final PartnerServer server;
    private final PartnerLog log = new PartnerLog();
    private volatile @Nullable DeskAnswers answers;

    DemoPartner(DemoCast.Partner who, ExchangePki.Kit kit, ExchangePki pki, InstantSource clock) {
        this.who = who;
        this.kit = kit;
        this.pki = pki;
        this.clock = clock;
        this.tls = LocalParticipants.tls(kit);
        this.server = new PartnerServer(tls, 0);
    }

    Participant entry(ExchangePki exchange) {
        return Participants.partner(
                new Participants.Who(who.id(), who.name(), who.kind(), who.country()),
                new Participants.Receives(who.coverage(), who.mayReceive(), who.fallbackDesk(), server.endpoint()),
                exchange,
                kit);
    }

    /** From now on the desk takes deliveries, and answers them at the connector. */
    void connect(URI connector) {
        DeskAnswers desk = new DeskAnswers(new FeedbackClient(connector, tls));
        answers = desk;
        server.answerWith(LocalParticipants.receiving(
                pki, who.id(), new DemoDesk(new SectionOpener(kit.sealing()), log, desk), clock));
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
        server.close();
        DeskAnswers desk = answers;
        if (desk != null) {
            desk.close();
        }
    }
}
