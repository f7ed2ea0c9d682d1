package org.harborlight.schemas.envelope;

import java.time.Instant;
import org.harborlight.schemas.KeyAlgorithm;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.codec.Bytes;

/**
 * A public signing key, decoded once. The algorithm is the one that the directory gives the key; nothing in a message
 * changes it. Keys that are not sound are refused here, before any signature is looked at. Immutable, thread-safe.
 */
public final class VerificationKey {
    private final PublicKeyEntry entry;
    private final PublicHalf half;

    private VerificationKey(PublicKeyEntry entry, PublicHalf half) {
        this.entry = entry;
        this.half = half;
    }

    /** Decodes an entry; throws IllegalArgumentException where its bytes are not a sound key of its algorithm. */
    public static VerificationKey of(PublicKeyEntry entry) {
        byte[] der = Bytes.copy(entry.getPublicKey());
        try {
            PublicHalf half = switch (entry.getAlgorithm()) {
                case ED25519 -> Ed25519Keys.decode(der);
                case ECDSA_P256 -> EcdsaKeys.decode(der);
                case ML_DSA_65 -> MlDsaKeys.decode(der);
                case X25519, UNSPECIFIED -> throw new IllegalArgumentException("not a signing key");
            };
            return new VerificationKey(entry, half);
        } catch (RuntimeException unsound) {
            throw new IllegalArgumentException("not a sound public key: " + entry.getKeyId(), unsound);
        }
    }

    /** Whether keys of this algorithm sign; false for sealing, and for what this version does not know. */
    public static boolean signsWith(KeyAlgorithm algorithm) {
        return switch (algorithm) {
            case ED25519, ECDSA_P256, ML_DSA_65 -> true;
            case X25519, UNSPECIFIED -> false;
        };
    }

    /** The signing algorithm that a SubjectPublicKeyInfo names; throws IllegalArgumentException where it names none. */
    public static KeyAlgorithm algorithmOf(byte[] der) {
        return PublicKeyInfo.read(der).signingAlgorithm();
    }

    public String keyId() {
        return entry.getKeyId();
    }

    public KeyAlgorithm algorithm() {
        return entry.getAlgorithm();
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

    /** Whether the bare signature is over exactly these bytes; strict about its encoding. */
    public boolean verifies(byte[] input, byte[] signature) {
        return half.verifies(input, signature);
    }
}
