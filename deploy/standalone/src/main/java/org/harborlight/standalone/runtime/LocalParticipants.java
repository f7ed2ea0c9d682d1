package org.harborlight.standalone.runtime;

import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.envelope.VerificationKey;
import org.harborlight.standalone.partner.DeliveryVerifier;
import org.harborlight.standalone.partner.DeskFolder;
import org.harborlight.standalone.partner.Inbox;
import org.harborlight.standalone.partner.PartnerServer;
import org.harborlight.standalone.partner.ReceivingSystem;
import org.harborlight.standalone.partner.WebhookSignature;
import org.harborlight.standalone.pki.ExchangePki;
import org.harborlight.standalone.pki.KeyFiles;
import org.harborlight.standalone.pki.MutualTls;
import org.harborlight.standalone.pki.SecretFiles;
import org.harborlight.standalone.submitter.SubmitterFolder;

/**
 * A submitter and a desk on this machine, so that a first user can submit a notice and open what arrives. The desk
 * covers every country of the jurisdictions and is the fallback desk as well. Closing ends its server.
 */
public final class LocalParticipants implements AutoCloseable {
    public static final String SUBMITTER = "local-platform";
    public static final String DESK = "local-desk";

    private final DataFolder data;
    private final PartnerServer server;
    private final List<Participant> entries;

    private LocalParticipants(DataFolder data, PartnerServer server, List<Participant> entries) {
        this.data = data;
        this.server = server;
        this.entries = List.copyOf(entries);
    }

    /** How the desk gets its deliveries. */
    public sealed interface DeskWay {
        /** Its server is part of this program, and keeps what it receives as files. */
        record Files() implements DeskWay {}

        /** Its own system listens there. */
        record Push(URI url) implements DeskWay {}

        /** Nothing listens: it fetches them. */
        record Pull() implements DeskWay {}
    }

    /** Makes or finds both; the desk covers the countries given and keeps what it receives as files. */
    public static LocalParticipants open(
            DataFolder data, ExchangePki pki, List<String> countries, InstantSource clock) {
        return open(data, pki, countries, new DeskWay.Files(), clock);
    }

    /** The same, with nowhere to tell the submitter what becomes of its notices. */
    public static LocalParticipants open(
            DataFolder data, ExchangePki pki, List<String> countries, DeskWay way, InstantSource clock) {
        return open(data, pki, new Wanted(countries, way, Optional.empty()), clock);
    }

    /**
     * How both take part.
     *
     * @param countries that the desk covers
     * @param statusUrl where the submitter is told what becomes of its notices
     */
    public record Wanted(List<String> countries, DeskWay way, Optional<URI> statusUrl) {}

    /** Makes or finds both. */
    public static LocalParticipants open(DataFolder data, ExchangePki pki, Wanted wanted, InstantSource clock) {
        Path submitterFolder = data.submitter(SUBMITTER);
        ExchangePki.Kit submitter = pki.submitterKit(submitterFolder, SUBMITTER);
        KeyFiles.secret(submitterFolder.resolve("token.key"), pki.random());
        ExchangePki.Kit desk = pki.partnerKit(data.partner(DESK), DESK);
        PartnerServer server = new PartnerServer(tls(desk), 0);
        server.answerWith(receiving(pki, DESK, new Inbox(desk.folder().resolve("inbox")), clock));
        return new LocalParticipants(
                data,
                server,
                List.of(
                        Participants.submitter(
                                new Participants.Who(SUBMITTER, "Local platform", StakeholderKind.PLATFORM, "IE"),
                                pki,
                                submitter,
                                wanted.statusUrl()),
                        Participants.partner(
                                new Participants.Who(DESK, "Local desk", StakeholderKind.LAW_ENFORCEMENT, "IE"),
                                new Participants.Receives(
                                        wanted.countries(), everySection(), true, endpoint(wanted.way(), server)),
                                pki,
                                desk)));
    }

    /** A system that believes what this exchange signs, for one partner. */
    public static ReceivingSystem receiving(
            ExchangePki pki, String partnerId, ReceivingSystem.Desk desk, InstantSource clock) {
        VerificationKey webhookKey =
                VerificationKey.of(pki.secrets().connector().publicEntry(java.time.Instant.EPOCH));
        return new ReceivingSystem(new WebhookSignature(List.of(webhookKey)), verifying(pki, partnerId), desk, clock);
    }

    /** Believes what this exchange signs, for one partner. */
    public static DeliveryVerifier verifying(ExchangePki pki, String partnerId) {
        // A processor signs cases; a connector signs the pointers that a fallback partner gets.
        Map<String, VerificationKey> keys = Stream.of(
                        pki.secrets().delivery(), pki.secrets().connector())
                .map(key -> VerificationKey.of(key.publicEntry(java.time.Instant.EPOCH)))
                .collect(Collectors.toUnmodifiableMap(VerificationKey::keyId, Function.identity()));
        return new DeliveryVerifier(keyId -> Optional.ofNullable(keys.get(keyId)), Optional.of(partnerId));
    }

    /** The TLS of a participant's kit, as server and as client. */
    public static javax.net.ssl.SSLContext tls(ExchangePki.Kit kit) {
        return MutualTls.context(
                kit.folder().resolve("certificate.pem"),
                kit.folder().resolve("key.pem"),
                kit.folder().resolve("trust.pem"));
    }

    /** Directory entries of both. */
    public List<Participant> entries() {
        return entries;
    }

    /** Writes the settings of both, now that the exchange listens. */
    public void ready(Endpoints endpoints) {
        Path folder = data.submitter(SUBMITTER);
        SubmitterFolder.write(folder, SUBMITTER, endpoints.gateway(), SUBMITTER + "-tokens-1");
        String keys = SecretFiles.read(data.publicKeys());
        SecretFiles.write(folder.resolve("exchange-keys.json"), keys);
        DeskFolder.write(data.partner(DESK), endpoints.connector(), keys);
    }

    private static Optional<URI> endpoint(DeskWay way, PartnerServer server) {
        return switch (way) {
            case DeskWay.Files _ -> Optional.of(server.endpoint());
            case DeskWay.Push(URI url) -> Optional.of(url);
            case DeskWay.Pull _ -> Optional.empty();
        };
    }

    private static List<SectionKind> everySection() {
        return List.of(SectionKind.values()).stream()
                .filter(kind -> kind != SectionKind.UNSPECIFIED)
                .toList();
    }

    @Override
    public void close() {
        server.close();
    }
}
