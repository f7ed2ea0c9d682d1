package org.harborlight.schemas.envelope;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.harborlight.schemas.KeyAlgorithm;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.tls.PemFiles;

/** A private Ed25519 signing key and its id. */
public record SigningKey(String keyId, Ed25519PrivateKeyParameters privateKey) {
    public static SigningKey generate(String keyId, SecureRandom random) {
        return new SigningKey(keyId, new Ed25519PrivateKeyParameters(random));
    }

    /** Reads an unencrypted PKCS#8 PEM. */
    public static SigningKey fromPem(String keyId, String pem) {
        try {
            AsymmetricKeyParameter key = PrivateKeyFactory.createKey(PemFiles.decode(pem, "PRIVATE KEY"));
            if (key instanceof Ed25519PrivateKeyParameters ed25519) {
                return new SigningKey(keyId, ed25519);
            }
        } catch (IOException notPkcs8) {
            throw new IllegalArgumentException("not a PKCS#8 private key: " + keyId, notPkcs8);
        }
        throw new IllegalArgumentException("not an Ed25519 private key: " + keyId);
    }

    public String toPem() {
        try {
            return PemFiles.encode(
                    "PRIVATE KEY",
                    PrivateKeyInfoFactory.createPrivateKeyInfo(privateKey).getEncoded());
        } catch (IOException cannotEncode) {
            throw new IllegalStateException("cannot encode a private key", cannotEncode);
        }
    }

    /** The public half, as the directory lists it, without an end. */
    public PublicKeyEntry publicEntry(Instant validFrom) {
        try {
            byte[] spki = SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(privateKey.generatePublicKey())
                    .getEncoded();
            return PublicKeyEntry.newBuilder()
                    .setKeyId(keyId)
                    .setAlgorithm(KeyAlgorithm.ED25519)
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
