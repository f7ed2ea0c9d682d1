package org.harborlight.schemas.envelope;

/** The public half of a signing key of one algorithm, decoded and found sound. Immutable. */
sealed interface PublicHalf permits Ed25519Keys.Public, EcdsaKeys.Public, MlDsaKeys.Public {
    /** Whether the signature is over exactly these bytes, in exactly the one encoding that the algorithm allows. */
    boolean verifies(byte[] input, byte[] signature);
}
