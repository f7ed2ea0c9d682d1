package org.harborlight.schemas.sealing;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.hpke.HPKEContextWithEncapsulation;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.X25519PublicKeyParameters;
import org.harborlight.schemas.codec.Bytes;

/** HPKE by Bouncy Castle's low-level API, on every machine. */
record BouncyCastleHpke(SecureRandom random) implements Hpke {
    @Override
    public Sealed seal(byte[] recipient, byte[] associatedData, byte[] plain) {
        try {
            X25519PrivateKeyParameters ephemeral = new X25519PrivateKeyParameters(random);
            HPKEContextWithEncapsulation context = suite().setupBaseS(
                            new X25519PublicKeyParameters(recipient),
                            INFO,
                            new AsymmetricCipherKeyPair(ephemeral.generatePublicKey(), ephemeral));
            return new Sealed(
                    ByteBuffer.wrap(context.getEncapsulation()), ByteBuffer.wrap(context.seal(associatedData, plain)));
        } catch (InvalidCipherTextException | IllegalArgumentException | IllegalStateException failed) {
            throw new SealingException("cannot seal to this point", failed);
        }
    }

    @Override
    public Opening opening(SealingKey key) {
        AsymmetricCipherKeyPair pair =
                new AsymmetricCipherKeyPair(key.privateKey().generatePublicKey(), key.privateKey());
        return (message, associatedData) -> {
            try {
                return suite().setupBaseR(Bytes.copy(message.encapsulatedKey()), pair, INFO)
                        .open(associatedData, Bytes.copy(message.ciphertext()));
            } catch (InvalidCipherTextException | IllegalArgumentException | IllegalStateException failed) {
                throw new SealingException("does not open", failed);
            }
        };
    }

    private static HPKE suite() {
        return new HPKE(HPKE.mode_base, HPKE.kem_X25519_SHA256, HPKE.kdf_HKDF_SHA256, HPKE.aead_AES_GCM256);
    }
}
