package org.harborlight.schemas.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.harborlight.schemas.envelope.SignatureFixtures.MESSAGE;
import static org.harborlight.schemas.envelope.SignatureFixtures.concatenated;
import static org.harborlight.schemas.envelope.SignatureFixtures.entry;
import static org.harborlight.schemas.envelope.SignatureFixtures.fixedKey;
import static org.harborlight.schemas.envelope.SignatureFixtures.flipped;
import static org.harborlight.schemas.envelope.SignatureFixtures.jdkName;
import static org.harborlight.schemas.envelope.SignatureFixtures.publicKey;
import static org.harborlight.schemas.envelope.SignatureFixtures.signingAlgorithms;
import static org.harborlight.schemas.envelope.SignatureFixtures.verification;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.harborlight.schemas.KeyAlgorithm;
import org.harborlight.schemas.tls.PemFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every signing algorithm alike. */
class SignatureAlgorithmsTest {
    @ParameterizedTest
    @MethodSource("algorithms")
    void shouldVerifyWhenTheJdkSignedWithItsOwnKey(KeyAlgorithm algorithm) throws GeneralSecurityException {
        KeyPair pair = jdkPair(algorithm);
        byte[] signature = SignatureFixtures.jdkSign(jdkName(algorithm), pair, MESSAGE);
        VerificationKey key =
                VerificationKey.of(entry(algorithm, pair.getPublic().getEncoded()));

        assertThat(key.verifies(MESSAGE, signature)).isTrue();
        assertThat(key.verifies(flipped(MESSAGE, 0), signature)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void shouldSignWhatTheJdkVerifies(KeyAlgorithm algorithm) throws GeneralSecurityException {
        SigningKey key = SigningKey.generate(algorithm, "made", new SecureRandom());
        String family = algorithm == KeyAlgorithm.ECDSA_P256 ? "EC" : jdkName(algorithm);
        PublicKey jdkKey = KeyFactory.getInstance(family).generatePublic(new X509EncodedKeySpec(publicKey(key)));

        assertThat(SignatureFixtures.jdkVerifies(jdkName(algorithm), jdkKey, MESSAGE, key.sign(MESSAGE)))
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void shouldSignWithTheKeyThatTheJdkWrote(KeyAlgorithm algorithm) throws GeneralSecurityException {
        KeyPair pair = jdkPair(algorithm);
        SigningKey read = SigningKey.fromPem(
                "jdk", PemFiles.encode("PRIVATE KEY", pair.getPrivate().getEncoded()));

        assertThat(publicKey(read)).isEqualTo(pair.getPublic().getEncoded());
        assertThat(SignatureFixtures.jdkVerifies(jdkName(algorithm), pair.getPublic(), MESSAGE, read.sign(MESSAGE)))
                .isTrue();
    }

    /** SHA-256 of public key and signature as the JDK makes them of the same seed, and as RFC 6979 has them for P-256. */
    @ParameterizedTest
    @CsvSource({
        "ED25519, a050837d85070582ccf7394b0988847cc312cb88259b894899f6f239cf1791a5, b9b883eaa846a6486f3319331eb9eece8d72e997d6a2a7cb57054dfa54159367",
        "ECDSA_P256, 5a7a78cca4a0f420d9bc62bb669c3c2759e39f723d3ae10dcbe0f0815a07ecd4, 4fcde4e833915b042f4a3d6b46dc94444f4f4b723f8bb156a9c2009f736e965e",
        "ML_DSA_65, b8b62131bfbe84433efb2273d7f5b87f7a22854a2cfd366fc2aead86d837c52d, a9ed3dd4c9729f7bc090446f1302d04d2209494bd28a804f991f8d036c4df0c9"
    })
    void shouldMakeTheSameBytesAsEverWhenTheKeyIsFixed(
            KeyAlgorithm algorithm, String publicSha256, String signatureSha256) {
        SigningKey key = fixedKey(algorithm);

        assertThat(Sha256.hex(publicKey(key))).isEqualTo(publicSha256);
        assertThat(Sha256.hex(key.sign(MESSAGE))).isEqualTo(signatureSha256);
        assertThat(verification(key).verifies(MESSAGE, key.sign(MESSAGE))).isTrue();
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void shouldReadBackTheSameKeyWhenWrittenAsPem(KeyAlgorithm algorithm) {
        SigningKey made = SigningKey.generate(algorithm, "made", new SecureRandom());
        SigningKey again = SigningKey.fromPem("made", made.toPem());

        assertThat(again.algorithm()).isEqualTo(algorithm);
        assertThat(again.publicEntry(Instant.EPOCH)).isEqualTo(made.publicEntry(Instant.EPOCH));
        assertThat(again.sign(MESSAGE)).isEqualTo(made.sign(MESSAGE));
        assertThat(made).hasToString("SigningKey[made]");
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void shouldRefuseWhenTheSignatureIsTruncatedExtendedOrEmpty(KeyAlgorithm algorithm) {
        SigningKey key = fixedKey(algorithm);
        byte[] signature = key.sign(MESSAGE);
        VerificationKey verification = verification(key);

        assertThat(verification.verifies(MESSAGE, Arrays.copyOf(signature, signature.length - 1)))
                .isFalse();
        assertThat(verification.verifies(MESSAGE, Arrays.copyOf(signature, signature.length + 1)))
                .isFalse();
        assertThat(verification.verifies(MESSAGE, new byte[0])).isFalse();
        assertThat(verification.verifies(MESSAGE, new byte[signature.length])).isFalse();
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void shouldRefuseWhenAByteOfTheSignatureIsAnother(KeyAlgorithm algorithm) {
        SigningKey key = fixedKey(algorithm);
        byte[] signature = key.sign(MESSAGE);
        int step = Math.max(1, signature.length / 64);

        for (int at = 0; at < signature.length; at += step) {
            assertThat(verification(key).verifies(MESSAGE, flipped(signature, at)))
                    .as("byte %s", at)
                    .isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void shouldRefuseWhenTheSignatureIsOfAnotherAlgorithm(KeyAlgorithm algorithm) {
        VerificationKey key = verification(fixedKey(algorithm));

        signingAlgorithms()
                .filter(other -> other != algorithm)
                .forEach(other -> assertThat(
                                key.verifies(MESSAGE, fixedKey(other).sign(MESSAGE)))
                        .as(other.name())
                        .isFalse());
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void shouldRefuseTheKeyWhenItIsListedUnderAnotherAlgorithm(KeyAlgorithm algorithm) {
        byte[] der = publicKey(fixedKey(algorithm));

        assertThat(VerificationKey.algorithmOf(der)).isEqualTo(algorithm);
        for (KeyAlgorithm other : KeyAlgorithm.values()) {
            if (other != algorithm) {
                assertThatThrownBy(() -> VerificationKey.of(entry(other, der)))
                        .as(other.name())
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void shouldRefuseTheKeyWhenItIsNotExactlyItsDer(KeyAlgorithm algorithm) {
        byte[] der = publicKey(fixedKey(algorithm));

        refused(algorithm, Arrays.copyOf(der, der.length - 1));
        refused(algorithm, Arrays.copyOf(der, der.length + 1));
        refused(algorithm, new byte[0]);
        refused(algorithm, withALongLength(der));
    }

    @ParameterizedTest
    @EnumSource(
            value = KeyAlgorithm.class,
            names = {"X25519", "UNSPECIFIED"})
    void shouldMakeNoSigningKeyWhenTheAlgorithmDoesNotSign(KeyAlgorithm algorithm) {
        assertThat(VerificationKey.signsWith(algorithm)).isFalse();
        assertThatThrownBy(() -> SigningKey.generate(algorithm, "k", new SecureRandom()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldRefuseThePemWhenItIsNotASigningKey() throws GeneralSecurityException {
        KeyPairGenerator p384 = KeyPairGenerator.getInstance("EC");
        p384.initialize(new ECGenParameterSpec("secp384r1"));

        for (KeyPair pair : new KeyPair[] {
            p384.generateKeyPair(),
            KeyPairGenerator.getInstance("X25519").generateKeyPair(),
            KeyPairGenerator.getInstance("ML-DSA-44").generateKeyPair()
        }) {
            String pem = PemFiles.encode("PRIVATE KEY", pair.getPrivate().getEncoded());
            assertThatThrownBy(() -> SigningKey.fromPem("k", pem))
                    .as(pair.getPrivate().getAlgorithm())
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> SigningKey.fromPem("k", PemFiles.encode("PRIVATE KEY", new byte[] {0x30, 0x00})))
                .isInstanceOf(IllegalArgumentException.class);
    }

    static Stream<KeyAlgorithm> algorithms() {
        return signingAlgorithms();
    }

    private static void refused(KeyAlgorithm algorithm, byte[] der) {
        assertThatThrownBy(() -> VerificationKey.of(entry(algorithm, der)))
                .as(HexFormat.of().formatHex(der, 0, Math.min(der.length, 16)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** The same value with an outer length of one more byte than DER allows. */
    private static byte[] withALongLength(byte[] der) {
        boolean isShort = der[1] >= 0;
        byte[] length = isShort ? new byte[] {0x30, (byte) 0x81} : new byte[] {0x30, (byte) 0x83, 0x00};
        return concatenated(length, Arrays.copyOfRange(der, isShort ? 1 : 2, der.length));
    }

    private static KeyPair jdkPair(KeyAlgorithm algorithm) throws GeneralSecurityException {
        if (algorithm == KeyAlgorithm.ECDSA_P256) {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        }
        return KeyPairGenerator.getInstance(jdkName(algorithm)).generateKeyPair();
    }
}
