package org.harborlight.standalone.cli;

import org.harborlight.schemas.KeyAlgorithm;

/** The signing algorithms, as the command line names them. */
enum SigningAlgorithm {
    ED25519("ed25519", KeyAlgorithm.ED25519),
    ECDSA_P256("ecdsa-p256", KeyAlgorithm.ECDSA_P256),
    ML_DSA_65("ml-dsa-65", KeyAlgorithm.ML_DSA_65);

    private final String word;
    private final KeyAlgorithm key;

    SigningAlgorithm(String word, KeyAlgorithm key) {
        this.word = word;
        this.key = key;
    }

    KeyAlgorithm key() {
        return key;
    }

    /** The word that is typed. */
    @Override
    public String toString() {
        return word;
    }
}
