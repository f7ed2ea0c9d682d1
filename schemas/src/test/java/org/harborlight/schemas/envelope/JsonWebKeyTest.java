package org.harborlight.schemas.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.harborlight.schemas.envelope.SignatureFixtures.fixedKey;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Stream;
import org.harborlight.schemas.KeyAlgorithm;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.sealing.SealingKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys as other systems read and write them. */
class JsonWebKeyTest {
    @ParameterizedTest
    @MethodSource("keys")
    void shouldReadBackTheSameKeyWhenWritten(PublicKeyEntry key) {
        assertThat(JsonWebKey.of(key).flatMap(JsonWebKey::parse)).hasValue(key);
    }

    @Test
    void shouldBeTheKeyOfRfc6979WhenItIsP256() {
        assertThat(members(fixedKey(KeyAlgorithm.ECDSA_P256)))
                .containsEntry("kty", "EC")
                .containsEntry("crv", "P-256")
                .containsEntry("alg", "ES256")
                .containsEntry("use", "sig")
                .containsEntry("kid", "fixed")
                .containsEntry("x", base64("60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"))
                .containsEntry("y", base64("7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299"));
    }

    @Test
    void shouldNameTheAlgorithmWhenItIsMlDsa() {
        Map<String, String> members = members(fixedKey(KeyAlgorithm.ML_DSA_65));

        assertThat(members).containsEntry("kty", "AKP").containsEntry("alg", "ML-DSA-65");
        assertThat(Base64.getUrlDecoder().decode(members.getOrDefault("pub", "")))
                .hasSize(1952);
    }

    @Test
    void shouldReadNothingWhenTheKindIsUnknown() {
        assertThat(JsonWebKey.parse(Map.of("kty", "RSA", "n", "AQAB"))).isEmpty();
        assertThat(JsonWebKey.parse(Map.of("kty", "EC", "crv", "P-384", "x", "AA", "y", "AA")))
                .isEmpty();
        assertThat(JsonWebKey.parse(Map.of())).isEmpty();
    }

    static Stream<PublicKeyEntry> keys() {
        return Stream.concat(
                SignatureFixtures.signingAlgorithms()
                        .map(algorithm -> fixedKey(algorithm).publicEntry(Instant.EPOCH)),
                Stream.of(SealingKey.generate("sealing", new SecureRandom()).publicEntry(Instant.EPOCH)));
    }

    private static Map<String, String> members(SigningKey key) {
        return JsonWebKey.of(key.publicEntry(Instant.EPOCH)).orElseThrow();
    }

    private static String base64(String hex) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(SignatureFixtures.hex(hex));
    }
}
