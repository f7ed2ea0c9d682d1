package org.harborlight.standalone.demo;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.harborlight.schemas.Outcome;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.Topics;
import org.harborlight.standalone.pki.ExchangePki;
import org.harborlight.standalone.pki.KeyFiles;
import org.harborlight.standalone.pki.MutualTls;
import org.harborlight.standalone.runtime.Closing;
import org.harborlight.standalone.runtime.DataFolder;
import org.harborlight.standalone.runtime.Exchange;
import org.harborlight.standalone.runtime.ExchangeSettings;
import org.harborlight.standalone.runtime.ManagementClient;
import org.harborlight.standalone.runtime.Participants;
import org.harborlight.standalone.submitter.SubmitterClient;
import org.harborlight.standalone.submitter.SubmitterFolder;
import org.harborlight.standalone.submitter.TokenKey;

/**
 * The exchange of the demo with its cast: six partners, two of which fetch and the others listen, three submitters, and a look at the
 * outcomes. Closing ends them all.
 */
final class DemoExchange implements AutoCloseable {
    private static final String TOKEN_KEY_ID = "demo-tokens-1";

    private final Closing closing;
    private final Map<String, DemoPartner> partners = new TreeMap<>();
    private final Map<String, DemoSubmitter> submitters = new TreeMap<>();
    private final SecureRandom random = new SecureRandom();
    private final InstantSource clock;
    private final Exchange exchange;
    private final OutcomeLog outcomes;
    private final SubmitterClient withoutCertificate;
    private final ManagementClient management;
    private final TokenKey tokenKey;

    /** Starts everything; the parent gets each part as it starts, so that it can be closed also before this returns. */
    DemoExchange(Closing parent, Path folder, InstantSource clock) {
        this.closing = parent.add("demo", new Closing());
        this.clock = clock;
        DataFolder data = DataFolder.open(folder);
        try {
            ExchangePki pki = ExchangePki.open(data.root(), clock, random);
            this.tokenKey =
                    TokenKey.of(TOKEN_KEY_ID, KeyFiles.secret(data.root().resolve("demo-token.key"), random));
            List<Participant> entries = new ArrayList<>();
            DemoCast.partners().forEach(who -> entries.add(openPartner(who, data, pki)));
            DemoCast.submitters().forEach(who -> entries.add(entry(who, data, pki)));
            ExchangeSettings settings = ExchangeSettings.samples(ExchangeSettings.Ports.free())
                    .withGeolocation(Optional.of(DocumentationRanges.copyTo(data.root())));
            this.exchange = Exchange.start(closing, data, pki, settings, entries, clock);
            partners.values()
                    .forEach(partner -> partner.connect(exchange.endpoints().connector()));
            this.outcomes = closing.add(
                    "outcomes",
                    new OutcomeLog(exchange.kafka(), exchange.formats().of(Topics.OUTCOMES, Outcome.class)));
            PublicKeyEntry sealingKey = pki.secrets().sealing().publicEntry(Instant.EPOCH);
            DemoCast.submitters().forEach(who -> openSubmitter(data.submitter(who.id()), who, sealingKey));
            Path trust = data.submitter(DemoCast.PLATFORM).resolve("trust.pem");
            this.withoutCertificate = closing.add(
                    "stranger", new SubmitterClient(exchange.endpoints().gateway(), MutualTls.anonymous(trust)));
            this.management = closing.add("management client", new ManagementClient());
        } catch (RuntimeException | Error e) {
            closing.close();
            data.close();
            throw e;
        }
    }

    Stage stage(NoticeShapes shapes) {
        Map<String, PartnerLog> logs = new TreeMap<>();
        partners.forEach((id, partner) -> logs.put(id, partner.log()));
        return new Stage(submitters, logs, outcomes, shapes);
    }

    TokenKey tokenKey() {
        return tokenKey;
    }

    /** Somebody who trusts the exchange and shows no certificate. */
    SubmitterClient withoutCertificate() {
        return withoutCertificate;
    }

    /** Answers of desks that were not taken. */
    int failedAnswers() {
        return partners.values().stream().mapToInt(DemoPartner::failedAnswers).sum();
    }

    ManagementClient.Answer balance() throws IOException {
        URI ledger = Objects.requireNonNull(exchange.endpoints().management().get("processor"));
        return management.get(ledger, "/balance");
    }

    /** Milliseconds from the start of this program to the first delivery at any partner; 0 when there was none. */
    long firstDeliveryUptime() {
        long began = ManagementFactory.getRuntimeMXBean().getStartTime();
        return partners.values().stream()
                .flatMap(partner -> partner.log().all().stream())
                .mapToLong(received -> received.at().toEpochMilli() - began)
                .min()
                .orElse(0);
    }

    private Participant openPartner(DemoCast.Partner who, DataFolder data, ExchangePki pki) {
        ExchangePki.Kit kit = pki.partnerKit(data.partner(who.id()), who.id());
        DemoPartner partner = closing.add(who.id(), new DemoPartner(who, kit, pki, clock));
        partners.put(who.id(), partner);
        return partner.entry(pki);
    }

    private static Participant entry(DemoCast.Submitter who, DataFolder data, ExchangePki pki) {
        ExchangePki.Kit kit = pki.submitterKit(data.submitter(who.id()), who.id());
        return Participants.submitter(
                new Participants.Who(who.id(), who.name(), who.kind(), who.establishment()), pki, kit);
    }

    private void openSubmitter(Path folder, DemoCast.Submitter who, PublicKeyEntry sealingKey) {
        SubmitterFolder settings =
                SubmitterFolder.write(folder, who.id(), exchange.endpoints().gateway(), TOKEN_KEY_ID);
        submitters.put(who.id(), closing.add(who.id(), new DemoSubmitter(settings, sealingKey, random, clock)));
    }

    @Override
    public void close() {
        closing.close();
    }
}
