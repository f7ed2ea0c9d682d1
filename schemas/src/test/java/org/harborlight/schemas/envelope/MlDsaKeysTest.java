package org.harborlight.schemas.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.harborlight.schemas.envelope.SignatureFixtures.MESSAGE;
import static org.harborlight.schemas.envelope.SignatureFixtures.entry;
import static org.harborlight.schemas.envelope.SignatureFixtures.fixedKey;
import static org.harborlight.schemas.envelope.SignatureFixtures.publicKey;
import static org.harborlight.schemas.envelope.SignatureFixtures.verification;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.CipherParameters;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.Signer;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithContext;
import org.bouncycastle.crypto.signers.HashMLDSASigner;
import org.bouncycastle.crypto.signers.MLDSASigner;
import org.harborlight.schemas.KeyAlgorithm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ML-DSA-65: lengths, the empty context, and keys and signatures of its sisters. */
class MlDsaKeysTest {
    private final SigningKey key = fixedKey(KeyAlgorithm.ML_DSA_65);
    private final VerificationKey verification = verification(key);

    @Test
    void shouldHaveTheLengthsOfFips204() {
        assertThat(publicKey(key)).hasSize(1974);
        assertThat(key.sign(MESSAGE)).hasSize(3309);
    }

    @Test
    void shouldMakeThePublicKeyThatTheJdkMakesOfTheSameSeed() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("ML-DSA-65");
        generator.initialize(NamedParameterSpec.ML_DSA_65, new FixedRandom());

        assertThat(publicKey(key))
                .isEqualTo(generator.generateKeyPair().getPublic().getEncoded());
    }

    @Test
    void shouldRefuseWhenSignedWithAContext() throws CryptoException {
        assertThat(verification.verifies(MESSAGE, signed(new MLDSASigner(), secret())))
                .isTrue();
        assertThat(verification.verifies(
                        MESSAGE, signed(new MLDSASigner(), new ParametersWithContext(secret(), new byte[] {'h'}))))
                .isFalse();
    }

    @Test
    void shouldRefuseWhenTheMessageWasHashedBefore() throws CryptoException {
        byte[] signature = signed(new HashMLDSASigner(), secret());

        assertThat(signature).hasSize(3309);
        assertThat(verification.verifies(MESSAGE, signature)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ML-DSA-44", "ML-DSA-87"})
    void shouldRefuseTheKeyWhenItIsOfAnotherParameterSet(String sister) throws GeneralSecurityException {
        refused(KeyPairGenerator.getInstance(sister)
                .generateKeyPair()
                .getPublic()
                .getEncoded());
    }

    @Test
    void shouldRefuseTheKeyWhenItsLengthOrIdentifierIsAnother() throws IOException {
        byte[] der = publicKey(key);
        byte[] raw = Arrays.copyOfRange(der, der.length - 1952, der.length);
        AlgorithmIdentifier ours = new AlgorithmIdentifier(NISTObjectIdentifiers.id_ml_dsa_65);

        assertThat(new SubjectPublicKeyInfo(ours, raw).getEncoded()).isEqualTo(der);
        refused(new SubjectPublicKeyInfo(ours, Arrays.copyOf(raw, 1951)).getEncoded());
        refused(new SubjectPublicKeyInfo(ours, Arrays.copyOf(raw, 1953)).getEncoded());
        refused(new SubjectPublicKeyInfo(
                        new AlgorithmIdentifier(NISTObjectIdentifiers.id_ml_dsa_65, DERNull.INSTANCE), raw)
                .getEncoded());
        refused(new SubjectPublicKeyInfo(
                        new AlgorithmIdentifier(NISTObjectIdentifiers.id_hash_ml_dsa_65_with_sha512), raw)
                .getEncoded());
    }

    private static MLDSAPrivateKeyParameters secret() {
        return new MLDSAPrivateKeyParameters(MLDSAParameters.ml_dsa_65, SignatureFixtures.seed());
    }

    private static byte[] signed(Signer signer, CipherParameters secret) throws CryptoException {
        signer.init(true, secret);
        signer.update(MESSAGE, 0, MESSAGE.length);
        return signer.generateSignature();
    }

    private static void refused(byte[] der) {
        assertThatThrownBy(() -> VerificationKey.of(entry(KeyAlgorithm.ML_DSA_65, der)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Gives the seed of the fixed key. */
    private static final class FixedRandom extends SecureRandom {
        private static final long serialVersionUID = 1L;

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(SignatureFixtures.seed(), 0, bytes, 0, bytes.length);
        }
    }
}
