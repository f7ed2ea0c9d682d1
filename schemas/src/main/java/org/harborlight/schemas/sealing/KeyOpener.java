package org.harborlight.schemas.sealing;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.harborlight.schemas.SealedKeys;
import org.harborlight.schemas.SectionKeySet;
import org.harborlight.schemas.codec.DecodeException;
import org.harborlight.schemas.codec.SingleObject;

/** Opens section keys sealed to one of our keys. Thread-safe. */
public final class KeyOpener {
    private final Map<String, Hpke.Opening> keys = new HashMap<>();
    private final SingleObject<SectionKeySet> keySets;

    public KeyOpener(SealingKey key) {
        this(List.of(key));
    }

    public KeyOpener(List<SealingKey> keys) {
        this(keys, SingleObject.of(SectionKeySet.class));
    }

    /** @param keySets reads what submitters of other versions sealed too */
    public KeyOpener(List<SealingKey> keys, SingleObject<SectionKeySet> keySets) {
        Hpke hpke = Hpke.of(new SecureRandom());
        keys.forEach(key -> this.keys.putIfAbsent(key.keyId(), hpke.opening(key)));
        this.keySets = keySets;
    }

    /** Throws {@link SealingException} unless the keys were sealed to one of ours with exactly this binding. */
    public SectionKeySet open(SealedKeys sealed, KeyBinding binding) {
        Hpke.Opening key = keys.get(sealed.getRecipientKeyId());
        if (key == null) {
            throw new SealingException("sealed to another key", null);
        }
        try {
            return keySets.decode(key.open(
                    new Hpke.Sealed(sealed.getEncapsulatedKey(), sealed.getCiphertext()), binding.associatedData()));
        } catch (DecodeException notKeys) {
            throw new SealingException("not section keys", notKeys);
        }
    }
}
