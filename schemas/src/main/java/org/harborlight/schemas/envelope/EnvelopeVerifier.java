package org.harborlight.schemas.envelope;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.harborlight.schemas.Signature;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.codec.Bytes;

/**
 * Verifies envelopes against the keys of one party: one to four signatures, each of another key, and every one must
 * verify. Thread-safe.
 */
public final class EnvelopeVerifier {
    private static final int MAX_SIGNATURES = 4;

    private final KeyLookup keys;

    public EnvelopeVerifier(KeyLookup keys) {
        this.keys = keys;
    }

    public SignatureCheck verify(SignedEnvelope envelope, Instant at) {
        return verify(envelope.getPayloadType(), Bytes.copy(envelope.getPayload()), envelope.getSignatures(), at);
    }

    /**
     * Verifies the signatures over these bytes.
     *
     * @param payload the bytes as received, never re-encoded
     * @param at when the keys must be valid
     */
    public SignatureCheck verify(String payloadType, byte[] payload, List<Signature> signatures, Instant at) {
        if (signatures.isEmpty()) {
            return new SignatureCheck.NoSignature();
        }
        if (signatures.size() > MAX_SIGNATURES) {
            return new SignatureCheck.TooManySignatures();
        }
        Set<String> seen = new HashSet<>();
        for (Signature signature : signatures) {
            if (!seen.add(signature.getKeyId())) {
                return new SignatureCheck.DuplicateKey(signature.getKeyId());
            }
        }
        byte[] input = SigningInput.pae(payloadType, payload);
        List<String> keyIds = new ArrayList<>(signatures.size());
        for (Signature signature : signatures) {
            String keyId = signature.getKeyId();
            Optional<VerificationKey> key = keys.find(keyId);
            if (key.isEmpty()) {
                return new SignatureCheck.UnknownKey(keyId);
            }
            if (!key.get().usableAt(at)) {
                return new SignatureCheck.KeyNotValid(keyId);
            }
            if (!key.get().verifies(input, Bytes.copy(signature.getValue()))) {
                return new SignatureCheck.BadSignature(keyId);
            }
            keyIds.add(keyId);
        }
        return new SignatureCheck.Valid(keyIds);
    }
}
