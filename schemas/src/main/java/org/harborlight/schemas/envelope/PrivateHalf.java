package org.harborlight.schemas.envelope;

import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.harborlight.schemas.KeyAlgorithm;

/** The private half of a signing key of one algorithm. Signing is deterministic in each that is in memory. Immutable. */
sealed interface PrivateHalf permits Ed25519Keys.Private, EcdsaKeys.Private, MlDsaKeys.Private, DeviceKey {
    KeyAlgorithm algorithm();

    byte[] sign(byte[] input);

    /** As it is to be written in PKCS#8; throws IllegalStateException where it is not in memory. */
    AsymmetricKeyParameter privateKey();

    AsymmetricKeyParameter publicKey();
}
