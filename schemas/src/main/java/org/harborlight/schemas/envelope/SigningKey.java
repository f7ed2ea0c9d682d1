package org.harborlight.schemas.envelope;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.harborlight.schemas.KeyAlgorithm;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.tls.PemFiles;

/**
 * A private signing key of any algorithm of the contract, in memory or in a device, and its id. Immutable, thread-safe.
 */
public final class SigningKey {
    private static final String LABEL = "PRIVATE KEY";

    private final String keyId;
    private final PrivateHalf half;

    private SigningKey(String keyId, PrivateHalf half) {
        this.keyId = keyId;
        this.half = half;
    }

    /** An Ed25519 key. */
    public static SigningKey generate(String keyId, SecureRandom random) {
        return generate(KeyAlgorithm.ED25519, keyId, random);
    }

    public static SigningKey generate(KeyAlgorithm algorithm, String keyId, SecureRandom random) {
        PrivateHalf half = switch (algorithm) {
            case ED25519 -> Ed25519Keys.generate(random);
            case ECDSA_P256 -> EcdsaKeys.generate(random);
            case ML_DSA_65 -> MlDsaKeys.generate(random);
            case X25519, UNSPECIFIED -> throw new IllegalArgumentException("not a signing algorithm: " + algorithm);
        };
        return new SigningKey(keyId, half);
    }

    /** Reads an unencrypted PKCS#8 PEM; the key says which algorithm it is of. */
    public static SigningKey fromPem(String keyId, String pem) {
        try {
            PrivateHalf half = switch (PrivateKeyFactory.createKey(PemFiles.decode(pem, LABEL))) {
                case Ed25519PrivateKeyParameters ed25519 -> Ed25519Keys.of(ed25519);
                case ECPrivateKeyParameters ec -> EcdsaKeys.of(ec);
                case MLDSAPrivateKeyParameters mlDsa -> MlDsaKeys.of(mlDsa);
                default -> throw new IllegalArgumentException("not for signing");
            };
            return new SigningKey(keyId, half);
        } catch (IOException | RuntimeException unusable) {
            throw new IllegalArgumentException("not a signing key in PKCS#8: " + keyId, unusable);
        }
    }

    /**
     * A key whose private half is in a device; throws IllegalArgumentException where the public one is not sound.
     *
     * @param spki the public half, DER SubjectPublicKeyInfo
     */
    public static SigningKey inDevice(String keyId, byte[] spki, SigningDevice device) {
        try {
            KeyAlgorithm algorithm = VerificationKey.algorithmOf(spki);
            SigningKey key = new SigningKey(keyId, new DeviceKey(algorithm, PublicKeyFactory.createKey(spki), device));
            VerificationKey.of(key.publicEntry(Instant.EPOCH));
            return key;
        } catch (IOException unusable) {
            throw new IllegalArgumentException("not a public signing key: " + keyId, unusable);
        }
    }

    public String keyId() {
        return keyId;
    }

    public KeyAlgorithm algorithm() {
        return half.algorithm();
    }

    /** The same key under another id. */
    public SigningKey withId(String otherId) {
        return new SigningKey(otherId, half);
    }

    /**
     * A bare signature over these bytes: 64 bytes for Ed25519 and ECDSA P-256, 3309 for ML-DSA-65.
     *
     * @throws SigningUnavailableException where the private half is in a device that does not sign now
     */
    public byte[] sign(byte[] input) {
        return half.sign(input);
    }

    /** Whether it can sign now; false only for a key whose device is lost. Does not block. */
    public boolean usable() {
        return !(half instanceof DeviceKey held) || held.device().usable();
    }

    /** Has the device, where there is one, show that it signs, and takes it up again where it was lost. */
    public void check() {
        if (half instanceof DeviceKey held) {
            held.device().check();
        }
    }

    /** PKCS#8; throws IllegalStateException where the private half is in a device. */
    public String toPem() {
        return PemFiles.encodePrivateKey(half.privateKey());
    }

    /** The public half, as the directory lists it, without an end. */
    public PublicKeyEntry publicEntry(Instant validFrom) {
        try {
            byte[] spki = SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(half.publicKey())
                    .getEncoded();
            return PublicKeyEntry.newBuilder()
                    .setKeyId(keyId)
                    .setAlgorithm(algorithm())
                    .setPublicKey(ByteBuffer.wrap(spki))
                    .setValidFrom(validFrom)
                    .build();
        } catch (IOException cannotEncode) {
            throw new IllegalStateException("cannot encode a public key", cannotEncode);
        }
    }

    @Override
    public String toString() {
        return "SigningKey[" + keyId + "]";
    }
}
