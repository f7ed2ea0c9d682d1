package org.harborlight.schemas.sealing;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.hpke.HPKEContextWithEncapsulation;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.X25519PublicKeyParameters;
import org.harborlight.schemas.KeyAlgorithm;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.SealedKeys;
import org.harborlight.schemas.SectionKeySet;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.codec.SingleObject;

/** Seals section keys to one recipient with HPKE, bound to the notice they belong to. Thread-safe. */
public final class KeySealer {
    private static final SingleObject<SectionKeySet> KEY_SETS = SingleObject.of(SectionKeySet.class);

    private final SecureRandom random;

    public KeySealer(SecureRandom random) {
        this.random = random;
    }

    public SealedKeys seal(SectionKeySet keys, PublicKeyEntry recipient, KeyBinding binding) {
        if (recipient.getAlgorithm() != KeyAlgorithm.X25519) {
            throw new SealingException("not a sealing key: " + recipient.getKeyId(), null);
        }
        try {
            HPKE suite = Hpke.suite();
            X25519PrivateKeyParameters ephemeral = new X25519PrivateKeyParameters(random);
            HPKEContextWithEncapsulation context = suite.setupBaseS(
                    new X25519PublicKeyParameters(Bytes.copy(recipient.getPublicKey())),
                    Hpke.INFO,
                    new AsymmetricCipherKeyPair(ephemeral.generatePublicKey(), ephemeral));
            byte[] ciphertext = context.seal(binding.associatedData(), KEY_SETS.encode(keys));
            return SealedKeys.newBuilder()
                    .setRecipientKeyId(recipient.getKeyId())
                    .setEncapsulatedKey(ByteBuffer.wrap(context.getEncapsulation()))
                    .setCiphertext(ByteBuffer.wrap(ciphertext))
                    .build();
        } catch (InvalidCipherTextException | IllegalArgumentException | IllegalStateException failed) {
            throw new SealingException("cannot seal to key " + recipient.getKeyId(), failed);
        }
    }
}
