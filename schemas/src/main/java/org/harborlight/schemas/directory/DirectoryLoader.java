package org.harborlight.schemas.directory;

import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.harborlight.schemas.DirectoryEntry;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.Signature;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.codec.DecodeException;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.envelope.EnvelopeVerifier;
import org.harborlight.schemas.envelope.Sha256;
import org.harborlight.schemas.envelope.SignatureCheck;
import org.harborlight.schemas.envelope.VerificationKey;

/**
 * Folds signed entries into snapshots. An entry takes effect only if enough distinct pinned operator keys signed it, it
 * is chained to the head, and a participant's carries its accession; anything else leaves the last good snapshot. Not thread-safe: one thread folds.
 */
public final class DirectoryLoader {
    private final SingleObject<DirectoryEntry> entries;
    private final Map<String, VerificationKey> operators = new HashMap<>();
    private final int threshold;
    private final AccessionRule accessions;
    private Directory current = Directory.empty();

    /** Reads only entries that this version of the schemas wrote, each participant's with its accession. */
    public DirectoryLoader(List<PublicKeyEntry> operatorKeys, int threshold) {
        this(operatorKeys, threshold, SingleObject.of(DirectoryEntry.class), AccessionRule.always());
    }

    /**
     * Starts with nothing.
     *
     * @param threshold how many distinct operator keys must sign an entry
     * @param entries reads what any version wrote: entries are kept for ever
     * @param accessions what an entry of a participant must show
     */
    public DirectoryLoader(
            List<PublicKeyEntry> operatorKeys,
            int threshold,
            SingleObject<DirectoryEntry> entries,
            AccessionRule accessions) {
        this.entries = entries;
        this.accessions = accessions;
        operatorKeys.stream().map(VerificationKey::of).forEach(key -> operators.put(key.keyId(), key));
        if (threshold < 1 || threshold > operators.size()) {
            throw new IllegalArgumentException("threshold must be 1 to the number of operator keys");
        }
        this.threshold = threshold;
    }

    public Directory current() {
        return current;
    }

    public LoadResult apply(SignedEnvelope envelope) {
        if (!MediaTypes.DIRECTORY_ENTRY.equals(envelope.getPayloadType())) {
            return new LoadResult.Rejected("payload-type");
        }
        byte[] payload = Bytes.copy(envelope.getPayload());
        DirectoryEntry entry;
        try {
            entry = entries.decode(payload);
        } catch (DecodeException malformed) {
            return new LoadResult.Rejected(malformed.reason());
        }
        if (!signed(envelope, payload, entry)) {
            return new LoadResult.Rejected("signatures-below-threshold");
        }
        String previous = HexFormat.of().formatHex(Bytes.copy(entry.getPreviousSha256()));
        if (entry.getSequence() != current.sequence() + 1 || !previous.equals(current.head())) {
            return new LoadResult.Rejected("not-chained-to-head");
        }
        if (entry.getBody() instanceof Participant participant) {
            Optional<String> unsound = unsound(participant);
            if (unsound.isPresent()) {
                return new LoadResult.Rejected(unsound.get());
            }
        }
        Directory next;
        try {
            next = current.with(Sha256.hex(payload), entry);
        } catch (IllegalArgumentException unsoundKey) {
            return new LoadResult.Rejected("unsound-key");
        }
        if (entry.getBody() instanceof Participant participant) {
            Optional<String> refusal = accessions.refusal(current, entry, participant);
            if (refusal.isPresent()) {
                return new LoadResult.Rejected(refusal.get());
            }
        }
        current = next;
        return new LoadResult.Applied(current);
    }

    private static Optional<String> unsound(Participant participant) {
        if (!AgreementChecks.problems(participant).isEmpty()) {
            return Optional.of("unsound-agreement");
        }
        return WebhookChecks.problems(participant).isEmpty() ? Optional.empty() : Optional.of("unsound-webhook");
    }

    private boolean signed(SignedEnvelope envelope, byte[] payload, DirectoryEntry entry) {
        EnvelopeVerifier verifier = new EnvelopeVerifier(keyId -> Optional.ofNullable(operators.get(keyId)));
        Set<String> signers = new HashSet<>();
        for (Signature signature : envelope.getSignatures()) {
            SignatureCheck check =
                    verifier.verify(envelope.getPayloadType(), payload, List.of(signature), entry.getAt());
            if (check instanceof SignatureCheck.Valid) {
                signers.add(signature.getKeyId());
            }
        }
        return signers.size() >= threshold;
    }
}
