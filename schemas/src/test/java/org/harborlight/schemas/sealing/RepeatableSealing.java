package org.harborlight.schemas.sealing;

import java.security.SecureRandom;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.SealedKeys;
import org.harborlight.schemas.SectionKeySet;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.codec.SingleObject;

/** Seals section keys so that the same random source gives the same bytes on every machine. For the corpus only. */
public final class RepeatableSealing {
    private RepeatableSealing() {}

    public static SealedKeys seal(
            SectionKeySet keys, PublicKeyEntry recipient, KeyBinding binding, SecureRandom random) {
        Hpke.Sealed message = new BouncyCastleHpke(random)
                .seal(
                        Bytes.copy(recipient.getPublicKey()),
                        binding.associatedData(),
                        SingleObject.of(SectionKeySet.class).encode(keys));
        return new SealedKeys(recipient.getKeyId(), message.encapsulatedKey(), message.ciphertext());
    }
}
