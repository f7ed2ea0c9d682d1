package org.harborlight.e2e;

import java.net.URI;
import java.nio.charset.StandardCharsets;
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

/**
 * A police desk of one country that answers with what it was sent and with what it has opened of it, under one status: it refuses
 * with a text where a code belongs, or talks nonsense.
 */
final class EchoingDesk implements AutoCloseable {
    private final String country;
    private final ExchangePki pki;
    private final ExchangePki.Kit kit;
    private final PartnerServer server;

    EchoingDesk(String country, int status, DataFolder data, ExchangePki pki) {
        this.country = country;
        this.pki = pki;
        this.kit = pki.partnerKit(data.partner(id()), id());
        this.server = new PartnerServer(LocalParticipants.tls(kit), 0);
        server.answerWith(push -> new PushReceiver.Answer(status, echo(push)));
    }

    String id() {
        return "desk-" + country.toLowerCase(java.util.Locale.ROOT);
    }

    String country() {
        return country;
    }

    Participant entry() {
        Optional<URI> endpoint = Optional.of(server.endpoint());
        return Participants.partner(
                new Participants.Who(id(), id(), StakeholderKind.LAW_ENFORCEMENT, country),
                new Participants.Receives(List.of(country), List.of(SectionKind.LOCATORS), false, endpoint),
                pki,
                kit);
    }

    private static String echo(PushReceiver.Push push) {
        String body = new String(push.body(), StandardCharsets.UTF_8);
        String opened = "the account is " + Canary.of("CHILD_VICTIM/persons/accountId");
        return "{\"refusal\":\"" + opened + "\",\"deliveryId\":\"" + opened + "\",\"sent\":" + body + "}";
    }

    @Override
    public void close() {
        server.close();
    }
}
