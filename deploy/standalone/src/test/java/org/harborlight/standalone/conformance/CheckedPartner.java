package org.harborlight.standalone.conformance;

import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.harborlight.schemas.codec.AvroTrust;
import org.harborlight.standalone.partner.DeliveryEcho;
import org.harborlight.standalone.partner.JwkSet;
import org.harborlight.standalone.pki.ExchangePki;
import org.harborlight.standalone.pki.MutualTls;
import org.harborlight.standalone.runtime.LocalParticipants;
import org.harborlight.standalone.simulate.Judge;
import org.harborlight.standalone.simulate.Manners;
import org.harborlight.standalone.simulate.Mode;
import org.harborlight.standalone.simulate.PartnerSimulator;
import org.harborlight.standalone.simulate.PushLog;
import org.harborlight.standalone.simulate.SimulatorTls;

/** A partner with its keys, and an exchange's keys to check it with. No exchange runs. */
final class CheckedPartner {
    static final String ID = "checked-desk";
    static final InstantSource CLOCK = InstantSource.system();
    private static final Duration LIMIT = Duration.ofMillis(700);
    static final Manners QUICK = new Manners(Duration.ofSeconds(1), Duration.ofMillis(100), Duration.ofMillis(50));

    private final Path data;
    private final ExchangePki pki;
    private final ExchangePki.Kit kit;

    CheckedPartner(Path data) {
        AvroTrust.install();
        this.data = data;
        this.pki = ExchangePki.open(data, CLOCK, new SecureRandom());
        this.kit = pki.partnerKit(data.resolve("partners").resolve(ID), ID);
        pki.service(ExchangePki.Service.CONNECTOR, ExchangePki.Trusts.PARTNERS);
    }

    /** In the order of the checks. */
    record Findings(List<Finding> all) {
        Finding get(String check) {
            return all.stream()
                    .filter(finding -> finding.check().equals(check))
                    .findFirst()
                    .orElseThrow();
        }

        List<Finding> without(String check) {
            return all.stream()
                    .filter(finding -> !finding.check().equals(check))
                    .toList();
        }
    }

    Path data() {
        return data;
    }

    ExchangePki pki() {
        return pki;
    }

    SSLContext tls() {
        return LocalParticipants.tls(kit);
    }

    Path trust() {
        return pki.partners().certificateFile();
    }

    /** Its folder with certificate and keys. */
    Path desk() {
        return kit.folder();
    }

    JwkSet receiptKeys() {
        return new JwkSet(List.of(kit.signing().publicEntry(Instant.EPOCH)));
    }

    /** A simulator that believes this exchange and signs its receipts. */
    PartnerSimulator simulator(Mode mode) {
        return simulator(PartnerSimulator.Conduct.of(mode, QUICK), new PushLog());
    }

    PartnerSimulator simulator(PartnerSimulator.Conduct conduct, PushLog log) {
        SimulatorTls tls = SimulatorTls.of(
                tls(),
                ID,
                pki.partners(),
                kit.folder().resolve("trust.pem"),
                kit.folder().resolve("simulate"),
                CLOCK);
        JwkSet keys = new JwkSet(List.of(
                pki.secrets().delivery().publicEntry(Instant.EPOCH),
                pki.secrets().connector().publicEntry(Instant.EPOCH)));
        return new PartnerSimulator(
                new PartnerSimulator.Partner(
                        tls, Judge.of(keys, ID, CLOCK), new DeliveryEcho(Optional.of(kit.signing()), CLOCK)),
                conduct,
                log,
                0,
                CLOCK);
    }

    /** As a check sees it. */
    Partner seen(URI url) {
        CheckKeys keys = CheckKeys.ofExchange(data);
        return new Partner(
                url,
                MutualTls.context(keys.certificate(), keys.key(), trust()),
                LIMIT,
                PartnerCheck.entry(target(url, Optional.empty(), 1)),
                CLOCK);
    }

    TestPushes pushes() {
        return new TestPushes(pki.secrets().delivery(), pki.secrets().connector(), CLOCK);
    }

    Findings check(URI url, Optional<JwkSet> receiptKeys, int maxBatch) {
        return check(url, receiptKeys, maxBatch, CheckKeys.ofExchange(data));
    }

    Findings check(URI url, Optional<JwkSet> receiptKeys, int maxBatch, CheckKeys keys) {
        return new Findings(new PartnerCheck(target(url, receiptKeys, maxBatch), keys, CLOCK).run());
    }

    /** With a limit for what takes its time, such as 16 MiB. */
    Findings patiently(URI url, int maxBatch) {
        PartnerCheck.Target target =
                new PartnerCheck.Target(url, ID, trust(), Optional.empty(), maxBatch, Duration.ofSeconds(20));
        return new Findings(new PartnerCheck(target, CheckKeys.ofExchange(data), CLOCK).run());
    }

    private PartnerCheck.Target target(URI url, Optional<JwkSet> receiptKeys, int maxBatch) {
        return new PartnerCheck.Target(url, ID, trust(), receiptKeys, maxBatch, LIMIT);
    }
}
