package org.harborlight.e2e;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.standalone.partner.ConnectorClient;
import org.harborlight.standalone.partner.DeliveryEcho;
import org.harborlight.standalone.partner.JwkSet;
import org.harborlight.standalone.pki.ExchangePki;
import org.harborlight.standalone.runtime.Closing;
import org.harborlight.standalone.runtime.LocalParticipants;
import org.harborlight.standalone.runtime.Participants;
import org.harborlight.standalone.simulate.Entry;
import org.harborlight.standalone.simulate.Judge;
import org.harborlight.standalone.simulate.Manners;
import org.harborlight.standalone.simulate.Mode;
import org.harborlight.standalone.simulate.PartnerSimulator;
import org.harborlight.standalone.simulate.PushLog;
import org.harborlight.standalone.simulate.SimulatorTls;

/** A police desk of one country whose endpoint is a simulator. */
final class HostilePartner {
    static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final InstantSource CLOCK = InstantSource.system();
    private static final Manners MANNERS = new Manners(RETRY_AFTER, Duration.ofMillis(200), Duration.ofMillis(100));

    private final String id;
    private final String country;
    private final ExchangePki pki;
    private final ExchangePki.Kit kit;
    private final List<Entry> entries = new CopyOnWriteArrayList<>();
    private final PartnerSimulator simulator;

    HostilePartner(String country, ExchangePki pki, Path folder, Closing closing) {
        this.id = "desk-" + country.toLowerCase(java.util.Locale.ROOT);
        this.country = country;
        this.pki = pki;
        this.kit = pki.partnerKit(folder.resolve(id), id);
        JwkSet keys = new JwkSet(List.of(
                pki.secrets().delivery().publicEntry(Instant.EPOCH),
                pki.secrets().connector().publicEntry(Instant.EPOCH)));
        SimulatorTls tls = SimulatorTls.of(
                LocalParticipants.tls(kit),
                id,
                pki.partners(),
                kit.folder().resolve("trust.pem"),
                kit.folder().resolve("simulate"),
                CLOCK);
        this.simulator = closing.add(
                id,
                new PartnerSimulator(
                        new PartnerSimulator.Partner(
                                tls, Judge.of(keys, id, CLOCK), new DeliveryEcho(Optional.of(kit.signing()), CLOCK)),
                        PartnerSimulator.Conduct.of(Mode.OK, MANNERS),
                        new PushLog(Optional.empty(), entries::add),
                        0,
                        CLOCK));
    }

    /** It signs its receipts, and has to. */
    Participant entry() {
        Participant entry = Participants.partner(
                new Participants.Who(id, id, StakeholderKind.LAW_ENFORCEMENT, country),
                new Participants.Receives(
                        List.of(country), List.of(SectionKind.NARRATIVE), false, simulator.endpoint()),
                pki,
                kit);
        return Participant.newBuilder(entry).setReceiptsSigned(true).build();
    }

    void connect(URI connector, Closing closing) {
        simulator.connect(closing.add(id, new ConnectorClient(connector, LocalParticipants.tls(kit))));
    }

    String country() {
        return country;
    }

    void behave(Mode mode) {
        simulator.switchTo(mode);
    }

    PushLog log() {
        return simulator.log();
    }

    List<Entry> met(Mode mode) {
        return entries.stream().filter(entry -> entry.mode() == mode).toList();
    }

    /**
     * Whether a mode has shown what comes of it: each of these notices was tried twice, or two connections failed. After
     * 410 the lane rests, and asks again with whichever comes first.
     */
    boolean hasShown(Mode mode, List<String> noticeIds) {
        List<Entry> met = met(mode);
        if (mode.spoilsHandshake()) {
            return met.stream()
                            .filter(entry -> entry.outcome().equals("handshake-ended"))
                            .count()
                    >= 2;
        }
        if (mode == Mode.GONE) {
            return met.size() > noticeIds.size();
        }
        long needed = mode == Mode.LATE_RECEIPT ? 1 : 2;
        return noticeIds.stream()
                .allMatch(noticeId -> met.stream()
                                .filter(entry -> entry.event() == Entry.Event.DELIVERY
                                        && entry.told().noticeId().equals(noticeId))
                                .count()
                        >= needed);
    }
}
