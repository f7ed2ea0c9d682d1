package org.harborlight.schemas.sealing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.harborlight.schemas.KeyAlgorithm;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.tls.PemFiles;

/** A private X25519 key that opens sealed section keys, and its id. */
public record SealingKey(String keyId, X25519PrivateKeyParameters privateKey) {
    public static SealingKey generate(String keyId, SecureRandom random) {
        return new SealingKey(keyId, new X25519PrivateKeyParameters(random));
    }

    /** Reads an unencrypted PKCS#8 PEM; throws IllegalArgumentException where it is no X25519 key. */
    public static SealingKey fromPem(String keyId, String pem) {
        try {
            if (PrivateKeyFactory.createKey(PemFiles.decode(pem, "PRIVATE KEY"))
                    instanceof X25519PrivateKeyParameters x25519) {
                return new SealingKey(keyId, x25519);
            }
        } catch (IOException | RuntimeException notPkcs8) {
            throw new IllegalArgumentException("not a PKCS#8 private key: " + keyId, notPkcs8);
        }
        throw new IllegalArgumentException("not an X25519 private key: " + keyId);
    }

    public String toPem() {
        return PemFiles.encodePrivateKey(privateKey);
    }

    /** The public half, as the directory lists it, without an end. */
    public PublicKeyEntry publicEntry(Instant validFrom) {
        return PublicKeyEntry.newBuilder()
                .setKeyId(keyId)
                .setAlgorithm(KeyAlgorithm.X25519)
                .setPublicKey(ByteBuffer.wrap(privateKey.generatePublicKey().getEncoded()))
                .setValidFrom(validFrom)
                .build();
    }

    /**
     * Throws IllegalArgumentException where an entry is not 32 bytes of X25519, or is a point of small order: sealing to
     * one would give everyone the same secret.
     */
    public static void requireSound(PublicKeyEntry entry) {
        byte[] point = Bytes.copy(entry.getPublicKey());
        byte[] anyScalar = new byte[X25519.SCALAR_SIZE];
        boolean sound = entry.getAlgorithm() == KeyAlgorithm.X25519
                && point.length == X25519.POINT_SIZE
                && X25519.calculateAgreement(anyScalar, 0, point, 0, new byte[X25519.POINT_SIZE], 0);
        if (!sound) {
            throw new IllegalArgumentException("not a sound sealing key: " + entry.getKeyId());
        }
    }

    @Override
    public String toString() {
        return "SealingKey[" + keyId + "]";
    }
}
