package org.harborlight.schemas.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.harborlight.schemas.KeyAlgorithm;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.schemas.sealing.SealingKey;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Private keys are written in the form that every library reads. */
final class PemFilesTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    static Stream<String> privateKeys() {
        return Stream.of(
                SigningKey.generate(KeyAlgorithm.ED25519, "key-1", RANDOM).toPem(),
                SigningKey.generate(KeyAlgorithm.ECDSA_P256, "key-1", RANDOM).toPem(),
                SigningKey.generate(KeyAlgorithm.ML_DSA_65, "key-1", RANDOM).toPem(),
                SealingKey.generate("key-1", RANDOM).toPem());
    }

    @ParameterizedTest
    @MethodSource("privateKeys")
    void shouldWriteOnlyThePrivateHalf(String pem) {
        ASN1Sequence info = ASN1Sequence.getInstance(PemFiles.decode(pem, "PRIVATE KEY"));

        assertThat(info.size()).as("version, algorithm, key").isEqualTo(3);
        assertThat(info.getObjectAt(0)).as("PKCS#8 version 1").isEqualTo(new ASN1Integer(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-----BEGIN KEY-----",
                "-----BEGIN KEY-----END KEY-----",
                "-----END KEY-----\n-----BEGIN KEY-----\nAAAA\n",
                "-----BEGIN KEY-----\nA\n-----END KEY-----\n"
            })
    void shouldRefuseWhatIsNoBlock(String pem) {
        assertThatThrownBy(() -> PemFiles.decode(pem, "KEY")).isInstanceOf(IllegalArgumentException.class);
    }
}
