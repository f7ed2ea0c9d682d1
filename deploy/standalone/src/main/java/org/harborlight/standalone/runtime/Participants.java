package org.harborlight.standalone.runtime;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.harborlight.schemas.BodyFormat;
import org.harborlight.schemas.Endpoint;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.ParticipantStatus;
import org.harborlight.schemas.ReleaseProfile;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.codec.AvroTrust;
import org.harborlight.standalone.pki.ExchangePki;

/** Directory entries of participants on this machine. */
public final class Participants {
    private Participants() {}

    /** Who a participant is. */
    public record Who(String id, String name, StakeholderKind kind, String establishment) {}

    /**
     * What a partner covers and may receive, and where.
     *
     * @param endpoint where it is pushed to; one without fetches its deliveries
     */
    public record Receives(
            List<String> coverage, List<SectionKind> mayReceive, boolean fallbackDesk, Optional<URI> endpoint) {
        public Receives(List<String> coverage, List<SectionKind> mayReceive, boolean fallbackDesk, URI endpoint) {
            this(coverage, mayReceive, fallbackDesk, Optional.of(endpoint));
        }
    }

    public static Participant submitter(Who who, ExchangePki pki, ExchangePki.Kit kit) {
        return submitter(who, pki, kit, Optional.empty());
    }

    /**
     * A submitter.
     *
     * @param statusUrl where it is told what becomes of its notices; it serves there with its own certificate
     */
    public static Participant submitter(Who who, ExchangePki pki, ExchangePki.Kit kit, Optional<URI> statusUrl) {
        return acceded(
                base(who, kit)
                        .setSubmits(true)
                        .setReceives(false)
                        .setCoverage(List.of())
                        .setReleaseProfile(new ReleaseProfile(List.of(), false))
                        .setTlsIdentities(List.of(pki.submitters().identity(who.id())))
                        .setStatusWebhook(statusUrl
                                .map(url -> new Endpoint(
                                        url.toString(), pki.submitters().certificatePem(), true, BodyFormat.JSON, 1))
                                .orElse(null))
                        .build(),
                kit);
    }

    /** The same entry, with what its participant signs for it with its own key. */
    public static Participant acceded(Participant entry, ExchangePki.Kit kit) {
        AvroTrust.install();
        return Participant.newBuilder(entry)
                .setAccession(new KitAccession(kit).signed(entry))
                .build();
    }

    public static Participant partner(Who who, Receives receives, ExchangePki pki, ExchangePki.Kit kit) {
        Participant entry = base(who, kit)
                .setSubmits(false)
                .setReceives(true)
                .setCoverage(receives.coverage())
                .setReleaseProfile(new ReleaseProfile(receives.mayReceive(), false))
                .setTlsIdentities(List.of(pki.partners().identity(who.id())))
                .setEndpoint(receives.endpoint()
                        .map(url ->
                                new Endpoint(url.toString(), pki.partners().certificatePem(), true, BodyFormat.JSON, 1))
                        .orElse(null))
                .setFallbackDesk(receives.fallbackDesk())
                .build();
        return acceded(entry, kit);
    }

    private static Participant.Builder base(Who who, ExchangePki.Kit kit) {
        return Participant.newBuilder()
                .setParticipantId(who.id())
                .setName(who.name())
                .setKind(who.kind())
                .setStatus(ParticipantStatus.ACTIVE)
                .setEstablishment(who.establishment())
                .setHarms(List.of())
                .setSigningKeys(List.of(kit.signing().publicEntry(Instant.EPOCH)))
                .setSealingKeys(List.of(kit.sealing().publicEntry(Instant.EPOCH)));
    }
}
