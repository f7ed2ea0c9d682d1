package org.harborlight.schemas.envelope;

import java.security.SecureRandom;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.generators.MLDSAKeyPairGenerator;
import org.bouncycastle.crypto.params.MLDSAKeyGenerationParameters;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.params.MLDSAPublicKeyParameters;
import org.bouncycastle.crypto.signers.MLDSASigner;
import org.harborlight.schemas.KeyAlgorithm;

/**
 * ML-DSA-65 (FIPS 204): pure, never pre-hashed, with an empty context, in its deterministic variant. A public key is
 * 1952 bytes, a signature 3309.
 */
final class MlDsaKeys {
    static final AlgorithmIdentifier IDENTIFIER = new AlgorithmIdentifier(NISTObjectIdentifiers.id_ml_dsa_65);
    static final int SIGNATURE_BYTES = 3309;

    private static final int PUBLIC_KEY_BYTES = 1952;

    private MlDsaKeys() {}

    static Private generate(SecureRandom random) {
        MLDSAKeyPairGenerator generator = new MLDSAKeyPairGenerator();
        generator.init(new MLDSAKeyGenerationParameters(random, MLDSAParameters.ml_dsa_65));
        return new Private(
                (MLDSAPrivateKeyParameters) generator.generateKeyPair().getPrivate());
    }

    /** Takes a private key of this parameter set; throws IllegalArgumentException for every other one. */
    static Private of(MLDSAPrivateKeyParameters key) {
        if (!key.getParameters().equals(MLDSAParameters.ml_dsa_65)) {
            throw new IllegalArgumentException("not an ML-DSA-65 private key");
        }
        return new Private(key);
    }

    static Public decode(byte[] der) {
        byte[] key = PublicKeyInfo.read(der, IDENTIFIER);
        if (key.length != PUBLIC_KEY_BYTES) {
            throw new IllegalArgumentException("not the length of an ML-DSA-65 key");
        }
        return new Public(new MLDSAPublicKeyParameters(MLDSAParameters.ml_dsa_65, key));
    }

    /** Seed and vector of a public key. */
    record Public(MLDSAPublicKeyParameters key) implements PublicHalf {
        @Override
        public boolean verifies(byte[] input, byte[] signature) {
            if (signature.length != SIGNATURE_BYTES) {
                return false;
            }
            MLDSASigner verifier = new MLDSASigner();
            verifier.init(false, key);
            verifier.update(input, 0, input.length);
            return verifier.verifySignature(signature);
        }
    }

    /** A private key, with its seed where that is known. */
    record Private(MLDSAPrivateKeyParameters key) implements PrivateHalf {
        @Override
        public KeyAlgorithm algorithm() {
            return KeyAlgorithm.ML_DSA_65;
        }

        @Override
        public byte[] sign(byte[] input) {
            MLDSASigner signer = new MLDSASigner();
            signer.init(true, key);
            signer.update(input, 0, input.length);
            try {
                return signer.generateSignature();
            } catch (CryptoException cannotSign) {
                throw new IllegalStateException("cannot sign with ML-DSA-65", cannotSign);
            }
        }

        /** Only the seed where it is known (RFC 9881): everything else follows from it. */
        @Override
        public MLDSAPrivateKeyParameters privateKey() {
            return key.getSeed() == null ? key : key.withPreferredFormat(MLDSAPrivateKeyParameters.SEED_ONLY);
        }

        @Override
        public MLDSAPublicKeyParameters publicKey() {
            return key.getPublicKeyParameters();
        }
    }
}
