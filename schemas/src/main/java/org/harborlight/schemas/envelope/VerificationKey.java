package org.harborlight.schemas.envelope;

import java.io.IOException;
import java.time.Instant;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.harborlight.schemas.KeyAlgorithm;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.codec.Bytes;

/**
 * A public signing key, decoded once. Small-order and non-canonical points are refused here, before any signature is
 * looked at. Immutable.
 */
public final class VerificationKey {
    private final PublicKeyEntry entry;
    private final Ed25519PublicKeyParameters key;

    private VerificationKey(PublicKeyEntry entry, Ed25519PublicKeyParameters key) {
        this.entry = entry;
        this.key = key;
    }

    /** Decodes an entry; throws IllegalArgumentException where the key is not a sound Ed25519 key. */
    public static VerificationKey of(PublicKeyEntry entry) {
        if (entry.getAlgorithm() != KeyAlgorithm.ED25519) {
            throw new IllegalArgumentException("not a signing key: " + entry.getKeyId());
        }
        try {
            if (PublicKeyFactory.createKey(Bytes.copy(entry.getPublicKey())) instanceof Ed25519PublicKeyParameters key
                    && Ed25519.validatePublicKeyFull(key.getEncoded(), 0)) {
                return new VerificationKey(entry, key);
            }
        } catch (IOException | RuntimeException notDecodable) {
            throw new IllegalArgumentException("not a public key: " + entry.getKeyId(), notDecodable);
        }
        throw new IllegalArgumentException("not a sound Ed25519 key: " + entry.getKeyId());
    }

    public String keyId() {
        return entry.getKeyId();
    }

    public PublicKeyEntry entry() {
        return entry;
    }

    /** Whether the key is within its time and not revoked at that moment. */
    public boolean usableAt(Instant at) {
        return !at.isBefore(entry.getValidFrom())
                && (entry.getValidTo() == null || at.isBefore(entry.getValidTo()))
                && (entry.getRevokedAt() == null || at.isBefore(entry.getRevokedAt()));
    }

    /** Whether the signature is over exactly these bytes; strict about S, as RFC 8032 asks. */
    boolean verifies(byte[] input, byte[] signature) {
        if (signature.length != Ed25519.SIGNATURE_SIZE) {
            return false;
        }
        Ed25519Signer signer = new Ed25519Signer();
        signer.init(false, key);
        signer.update(input, 0, input.length);
        return signer.verifySignature(signature);
    }
}
