package org.harborlight.schemas.sealing;

import java.util.List;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.harborlight.schemas.SealedKeys;
import org.harborlight.schemas.SectionKeySet;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.codec.DecodeException;
import org.harborlight.schemas.codec.SingleObject;

/** Opens section keys sealed to one of our keys. Thread-safe. */
public final class KeyOpener {
    private final List<SealingKey> keys;
    private final SingleObject<SectionKeySet> keySets;

    public KeyOpener(SealingKey key) {
        this(List.of(key));
    }

    public KeyOpener(List<SealingKey> keys) {
        this(keys, SingleObject.of(SectionKeySet.class));
    }

    /** @param keySets reads what submitters of other versions sealed too */
    public KeyOpener(List<SealingKey> keys, SingleObject<SectionKeySet> keySets) {
        this.keys = List.copyOf(keys);
        this.keySets = keySets;
    }

    /** Throws {@link SealingException} unless the keys were sealed to one of ours with exactly this binding. */
    public SectionKeySet open(SealedKeys sealed, KeyBinding binding) {
        SealingKey key = keys.stream()
                .filter(candidate -> candidate.keyId().equals(sealed.getRecipientKeyId()))
                .findFirst()
                .orElseThrow(() -> new SealingException("sealed to another key", null));
        try {
            byte[] plain = Hpke.suite()
                    .setupBaseR(
                            Bytes.copy(sealed.getEncapsulatedKey()),
                            new AsymmetricCipherKeyPair(key.privateKey().generatePublicKey(), key.privateKey()),
                            Hpke.INFO)
                    .open(binding.associatedData(), Bytes.copy(sealed.getCiphertext()));
            return keySets.decode(plain);
        } catch (InvalidCipherTextException
                | DecodeException
                | IllegalArgumentException
                | IllegalStateException failed) {
            throw new SealingException("section keys do not open", failed);
        }
    }
}
