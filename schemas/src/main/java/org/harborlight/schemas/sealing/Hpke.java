package org.harborlight.schemas.sealing;

import org.bouncycastle.crypto.hpke.HPKE;

/** The one HPKE suite in use: base mode, X25519, HKDF-SHA256, AES-256-GCM (RFC 9180). */
final class Hpke {
    static final byte[] INFO = KeyBinding.utf8("harborlight section-keys v1");

    private Hpke() {}

    static HPKE suite() {
        return new HPKE(HPKE.mode_base, HPKE.kem_X25519_SHA256, HPKE.kdf_HKDF_SHA256, HPKE.aead_AES_GCM256);
    }
}
