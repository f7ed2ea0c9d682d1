package org.harborlight.e2e;

import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.standalone.partner.PartnerServer;
import org.harborlight.standalone.partner.PushReceiver;
import org.harborlight.standalone.pki.ExchangePki;
import org.harborlight.standalone.runtime.DataFolder;
import org.harborlight.standalone.runtime.LocalParticipants;
import org.harborlight.standalone.runtime.Participants;

/** A desk with an endpoint that refuses every delivery until it is told to take them. */
final class ToggledDesk implements AutoCloseable {
    static final String ID = "refusing-desk";
    private static final PushReceiver REFUSING = _ -> new PushReceiver.Answer(422, "{\"refusal\":\"not-ours\"}");

    final RecordingDesk taken = new RecordingDesk();
    private final ExchangePki pki;
    private final ExchangePki.Kit kit;
    private final PartnerServer server;

    ToggledDesk(DataFolder data, ExchangePki pki) {
        this.pki = pki;
        this.kit = pki.partnerKit(data.partner(ID), ID);
        this.server = new PartnerServer(LocalParticipants.tls(kit), 0);
        server.answerWith(REFUSING);
    }

    /** Its entry in the directory. */
    Participant covering(String country) {
        Optional<URI> endpoint = Optional.of(server.endpoint());
        return Participants.partner(
                new Participants.Who(ID, "Refusing desk", StakeholderKind.LAW_ENFORCEMENT, country),
                new Participants.Receives(List.of(country), List.of(SectionKind.LOCATORS), false, endpoint),
                pki,
                kit);
    }

    void takeFromNowOn() {
        server.answerWith(LocalParticipants.receiving(pki, ID, taken, InstantSource.system()));
    }

    @Override
    public void close() {
        server.close();
    }
}
