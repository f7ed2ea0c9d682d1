package org.harborlight.schemas.sealing;

import java.nio.ByteBuffer;
import java.security.SecureRandom;

/**
 * HPKE in base mode (RFC 9180) with the one suite in use: X25519, HKDF-SHA256, AES-256-GCM. One message for each
 * encapsulation. Thread-safe.
 */
interface Hpke {
    byte[] INFO = KeyBinding.utf8("harborlight section-keys v1");

    /** By native code where this machine has it, by Bouncy Castle where not. */
    static Hpke of(SecureRandom random) {
        return NativeHpke.found().<Hpke>map(found -> found).orElseGet(() -> new BouncyCastleHpke(random));
    }

    /** What the recipient needs. */
    record Sealed(ByteBuffer encapsulatedKey, ByteBuffer ciphertext) {}

    /** Opens what was sealed to one key. Thread-safe. */
    interface Opening {
        /** Throws {@link SealingException} unless it was sealed to this key with exactly this associated data. */
        byte[] open(Sealed message, byte[] associatedData);
    }

    /** Throws {@link SealingException} where the recipient's point is of no use. */
    Sealed seal(byte[] recipient, byte[] associatedData, byte[] plain);

    Opening opening(SealingKey key);
}
