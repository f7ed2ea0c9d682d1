package org.harborlight.schemas.directory;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.harborlight.schemas.Accession;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.ParticipantStatus;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.codec.DecodeException;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.envelope.EnvelopeVerifier;
import org.harborlight.schemas.envelope.SignatureCheck;
import org.harborlight.schemas.envelope.VerificationKey;

/**
 * What an entry must show of the participant's own consent: an accession, signed with one of the entry's own signing
 * keys as they stood at its date, that says at least what the entry says, and is no older than the one before. While the
 * participant takes part, another accession is also signed with a key that it has had so far: operators cannot put somebody
 * else in its place unless they first revoke it, for everybody to see. Immutable.
 *
 * @param format reads what any version wrote: accessions are kept as long as their entries
 * @param from sequence of the first entry that needs one; an entry before it may go without, none may have a false one
 */
public record AccessionRule(SingleObject<Accession> format, long from) {
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    /** Reads only accessions that this version of the schemas wrote, and lets no entry go without. */
    public static AccessionRule always() {
        return new AccessionRule(SingleObject.of(Accession.class), 0);
    }

    /** The reason for which an entry has no effect; empty where it may have one. */
    Optional<String> refusal(Directory before, ChainedEntry place, Participant entry) {
        SignedEnvelope envelope = entry.getAccession();
        Optional<Participant> earlier = before.participant(entry.getParticipantId());
        if (envelope == null) {
            boolean may = place.sequence() < from
                    || earlier.filter(one -> shutsOut(one, entry)).isPresent();
            return may ? Optional.empty() : Optional.of("no-accession");
        }
        Optional<Accession> accession = read(envelope);
        if (accession.isEmpty() || !signed(entry, envelope, accession.get())) {
            return Optional.of("accession-not-believed");
        }
        if (!AccessionDifferences.between(entry, accession.get()).isEmpty()) {
            return Optional.of("accession-differs");
        }
        if (accession.get().getDate().isAfter(place.at().plus(CLOCK_SKEW))) {
            return Optional.of("accession-from-the-future");
        }
        return earlier.flatMap(one -> succession(one, envelope, accession.get(), place.at()));
    }

    /** Of a participant that is older than accessions: nothing changes but that it is let in no longer. */
    private static boolean shutsOut(Participant earlier, Participant entry) {
        Participant asBefore =
                Participant.newBuilder(entry).setStatus(earlier.getStatus()).build();
        return earlier.getAccession() == null
                && !isOneOf(entry.getStatus(), ParticipantStatus.ACTIVE, ParticipantStatus.PENDING)
                && bytes(asBefore).equals(bytes(earlier));
    }

    private static ByteBuffer bytes(Participant participant) {
        return ByteBuffer.wrap(SingleObject.of(Participant.class).encode(participant));
    }

    private Optional<String> succession(
            Participant earlier, SignedEnvelope envelope, Accession accession, Instant entered) {
        SignedEnvelope before = earlier.getAccession();
        if (envelope.equals(before)) {
            return Optional.empty();
        }
        if (before != null
                && read(before)
                        .filter(said -> accession.getDate().isBefore(said.getDate()))
                        .isPresent()) {
            return Optional.of("accession-superseded");
        }
        boolean bound = isOneOf(earlier.getStatus(), ParticipantStatus.ACTIVE, ParticipantStatus.SUSPENDED)
                && !earlier.getSigningKeys().isEmpty();
        return bound && !signedWithOneOf(earlier, envelope, accession.getDate(), entered)
                ? Optional.of("accession-not-continued")
                : Optional.empty();
    }

    private static boolean isOneOf(ParticipantStatus status, ParticipantStatus... those) {
        return List.of(those).contains(status);
    }

    /** The same in words, one problem a field, for whoever is about to sign an entry. */
    public List<String> problems(Participant entry) {
        SignedEnvelope envelope = entry.getAccession();
        if (envelope == null) {
            return List.of("accession: there is none");
        }
        Optional<Accession> accession = read(envelope);
        if (accession.isEmpty()) {
            return List.of("accession: cannot be read");
        }
        return signed(entry, envelope, accession.get())
                ? AccessionDifferences.between(entry, accession.get())
                : List.of("accession: not signed with one of the signing keys of the entry");
    }

    /** Empty where it is none; nothing is believed of it yet. */
    public Optional<Accession> read(SignedEnvelope envelope) {
        if (!MediaTypes.ACCESSION.equals(envelope.getPayloadType())) {
            return Optional.empty();
        }
        try {
            return Optional.of(format.decode(envelope.getPayload()));
        } catch (DecodeException malformed) {
            return Optional.empty();
        }
    }

    private static boolean signed(Participant entry, SignedEnvelope envelope, Accession accession) {
        try {
            return keysOf(entry).verify(envelope, accession.getDate()) instanceof SignatureCheck.Valid;
        } catch (IllegalArgumentException unsoundKey) {
            return false;
        }
    }

    /** By a key that was good when the accession says that it was signed, and is not revoked when it comes. */
    private static boolean signedWithOneOf(
            Participant earlier, SignedEnvelope envelope, Instant signed, Instant entered) {
        byte[] payload = Bytes.copy(envelope.getPayload());
        return envelope.getSignatures().stream()
                .anyMatch(signature -> earlier.getSigningKeys().stream()
                                .noneMatch(key -> key.getKeyId().equals(signature.getKeyId()) && revoked(key, entered))
                        && keysOf(earlier).verify(envelope.getPayloadType(), payload, List.of(signature), signed)
                                instanceof SignatureCheck.Valid);
    }

    private static boolean revoked(PublicKeyEntry key, Instant at) {
        return key.getRevokedAt() != null && !key.getRevokedAt().isAfter(at);
    }

    private static EnvelopeVerifier keysOf(Participant entry) {
        return new EnvelopeVerifier(keyId -> entry.getSigningKeys().stream()
                .filter(key -> key.getKeyId().equals(keyId) && VerificationKey.signsWith(key.getAlgorithm()))
                .findFirst()
                .map(VerificationKey::of));
    }
}
