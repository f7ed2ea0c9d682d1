package org.harborlight.schemas.envelope;

import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.harborlight.schemas.KeyAlgorithm;

/** The private half of a signing key of one algorithm. Signing is deterministic in each of them. Immutable. */
sealed interface PrivateHalf permits Ed25519Keys.Private, EcdsaKeys.Private, MlDsaKeys.Private {
    KeyAlgorithm algorithm();

    byte[] sign(byte[] input);

    /** As it is to be written in PKCS#8. */
    AsymmetricKeyParameter privateKey();

    AsymmetricKeyParameter publicKey();
}
