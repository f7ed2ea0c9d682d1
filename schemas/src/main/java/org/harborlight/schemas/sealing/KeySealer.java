package org.harborlight.schemas.sealing;

import java.security.SecureRandom;
import org.harborlight.schemas.KeyAlgorithm;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.SealedKeys;
import org.harborlight.schemas.SectionKeySet;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.codec.SingleObject;

/** Seals section keys to one recipient with HPKE, bound to the notice they belong to. Thread-safe. */
public final class KeySealer {
    private static final SingleObject<SectionKeySet> KEY_SETS = SingleObject.of(SectionKeySet.class);

    private final Hpke hpke;

    public KeySealer(SecureRandom random) {
        this.hpke = Hpke.of(random);
    }

    /** Throws {@link SealingException} where the recipient's key is of no use. */
    public SealedKeys seal(SectionKeySet keys, PublicKeyEntry recipient, KeyBinding binding) {
        if (recipient.getAlgorithm() != KeyAlgorithm.X25519) {
            throw new SealingException("not a sealing key: " + recipient.getKeyId(), null);
        }
        Hpke.Sealed message =
                hpke.seal(Bytes.copy(recipient.getPublicKey()), binding.associatedData(), KEY_SETS.encode(keys));
        return SealedKeys.newBuilder()
                .setRecipientKeyId(recipient.getKeyId())
                .setEncapsulatedKey(message.encapsulatedKey())
                .setCiphertext(message.ciphertext())
                .build();
    }
}
