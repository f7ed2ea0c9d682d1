package org.harborlight.schemas.directory;

import java.util.List;
import org.harborlight.schemas.Accession;
import org.harborlight.schemas.DeliveryAgreement;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.ParticipantStatus;
import org.harborlight.schemas.SecondContact;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.envelope.EnvelopeSigner;
import org.harborlight.schemas.envelope.SigningKey;
import org.jspecify.annotations.Nullable;

/** Makes accessions, and the entry that one asks for. Stateless. */
public final class AccessionSigner {
    private AccessionSigner() {}

    /** Signs with one of the accession's own signing keys. */
    public static SignedEnvelope sign(Accession accession, SigningKey key) {
        return sign(accession, List.of(key));
    }

    /** Signs with each of these keys, all of them the accession's own; one of them is as old as the one before, if any. */
    public static SignedEnvelope sign(Accession accession, List<SigningKey> keys) {
        byte[] payload = SingleObject.of(Accession.class).encode(accession);
        return new EnvelopeSigner(keys).sign(MediaTypes.ACCESSION, payload);
    }

    /** The entry with everything as asked, pending until operators decide otherwise. */
    public static Participant asked(Accession accession, SignedEnvelope signed) {
        return Participant.newBuilder()
                .setParticipantId(accession.getParticipantId())
                .setName(accession.getEntity())
                .setKind(accession.getKind())
                .setStatus(ParticipantStatus.PENDING)
                .setSubmits(accession.getSubmits())
                .setReceives(accession.getReceives())
                .setEstablishment(accession.getEstablishment())
                .setCoverage(accession.getCoverage())
                .setHarms(accession.getHarms())
                .setSigningKeys(accession.getSigningKeys())
                .setSealingKeys(accession.getSealingKeys())
                .setTlsIdentities(accession.getTlsIdentities())
                .setEndpoint(accession.getEndpoint())
                .setAgreement(agreement(accession))
                .setStatusWebhook(accession.getStatusWebhook())
                .setReleaseProfile(accession.getReleaseProfile())
                .setLimits(accession.getLimits())
                .setFallbackDesk(accession.getFallbackDesk())
                .setAcceptsTest(accession.getAcceptsTest())
                .setAccession(signed)
                .build();
    }

    private static @Nullable DeliveryAgreement agreement(Accession accession) {
        return accession.getSecondContact() == null
                ? null
                : DeliveryAgreement.newBuilder()
                        .setSecondContact(new SecondContact(accession.getSecondContact()))
                        .build();
    }

    /** What a participant would sign so that its entry may be as given. */
    public static Accession.Builder covering(Participant entry) {
        DeliveryAgreement agreement = entry.getAgreement();
        SecondContact contact = agreement == null ? null : agreement.getSecondContact();
        return Accession.newBuilder()
                .setParticipantId(entry.getParticipantId())
                .setEntity(entry.getName())
                .setKind(entry.getKind())
                .setSubmits(entry.getSubmits())
                .setReceives(entry.getReceives())
                .setEstablishment(entry.getEstablishment())
                .setCoverage(entry.getCoverage())
                .setHarms(entry.getHarms())
                .setSigningKeys(entry.getSigningKeys())
                .setSealingKeys(entry.getSealingKeys())
                .setTlsIdentities(entry.getTlsIdentities())
                .setEndpoint(entry.getEndpoint())
                .setSecondContact(contact == null ? null : contact.getEndpoint())
                .setStatusWebhook(entry.getStatusWebhook())
                .setReleaseProfile(entry.getReleaseProfile())
                .setFallbackDesk(entry.getFallbackDesk())
                .setAcceptsTest(entry.getAcceptsTest());
    }
}
