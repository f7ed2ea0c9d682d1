package org.harborlight.schemas.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.harborlight.schemas.envelope.SignatureFixtures.MESSAGE;
import static org.harborlight.schemas.envelope.SignatureFixtures.concatenated;
import static org.harborlight.schemas.envelope.SignatureFixtures.entry;
import static org.harborlight.schemas.envelope.SignatureFixtures.fixedKey;
import static org.harborlight.schemas.envelope.SignatureFixtures.hex;
import static org.harborlight.schemas.envelope.SignatureFixtures.publicKey;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.harborlight.schemas.KeyAlgorithm;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ed25519 keys and signatures that lenient verifiers let through. */
class Ed25519KeysTest {
    /** SubjectPublicKeyInfo up to the key bits (RFC 8410). */
    private static final String SPKI = "302a300506032b6570032100";

    private static final BigInteger ORDER =
            BigInteger.ONE.shiftLeft(252).add(new BigInteger("27742317777372353535851937790883648493"));

    private final SigningKey key = fixedKey(KeyAlgorithm.ED25519);

    /** The eight points of small order, then their second encodings, then other values that are not reduced. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0100000000000000000000000000000000000000000000000000000000000000",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0000000000000000000000000000000000000000000000000000000000000080",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
                "0100000000000000000000000000000000000000000000000000000000000080",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                "f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
            })
    void shouldRefuseTheKeyWhenThePointIsOfSmallOrderOrNotCanonical(String point) {
        refused(hex(SPKI + point));
    }

    @Test
    void shouldRefuseTheKeyWhenItIsNotOnTheCurveOrParametersStandBesideIt() {
        refused(hex(SPKI + "0200000000000000000000000000000000000000000000000000000000000000"));
        byte[] der = publicKey(key);
        refused(concatenated(hex("302c300706032b65700500032100"), Arrays.copyOfRange(der, 12, der.length)));
    }

    /** Bouncy Castle, and native code where this machine has it: they must agree in everything. */
    private static Stream<Named<Ed25519Keys.Verifier>> verifiers() {
        byte[] der = publicKey(fixedKey(KeyAlgorithm.ED25519));
        Ed25519PublicKeyParameters point =
                new Ed25519PublicKeyParameters(Arrays.copyOfRange(der, der.length - 32, der.length));
        return Stream.concat(
                Stream.of(Named.of("Bouncy Castle", Ed25519Keys.verifier(point))),
                NativeEd25519.all().stream()
                        .map(ed25519 -> Named.of(ed25519.name(), Ed25519Keys.verifier(ed25519, point))));
    }

    @ParameterizedTest
    @MethodSource("verifiers")
    void shouldRefuseWhenSIsNotBelowTheGroupOrder(Ed25519Keys.Verifier verifier) {
        byte[] signature = key.sign(MESSAGE);
        BigInteger s = little(Arrays.copyOfRange(signature, 32, 64));

        assertThat(verifier.verifies(MESSAGE, withS(signature, s))).isTrue();
        assertThat(verifier.verifies(MESSAGE, withS(signature, s.add(ORDER)))).isFalse();
        assertThat(verifier.verifies(MESSAGE, withS(signature, s.add(ORDER.shiftLeft(1)))))
                .isFalse();
        assertThat(verifier.verifies(MESSAGE, withS(signature, ORDER))).isFalse();
    }

    @ParameterizedTest
    @MethodSource("verifiers")
    void shouldRefuseWhenTheSignatureIsCutOrLengthened(Ed25519Keys.Verifier verifier) {
        byte[] signature = key.sign(MESSAGE);

        assertThat(verifier.verifies(MESSAGE, new byte[0])).isFalse();
        assertThat(verifier.verifies(MESSAGE, Arrays.copyOf(signature, 63))).isFalse();
        assertThat(verifier.verifies(MESSAGE, Arrays.copyOf(signature, 65))).isFalse();
    }

    @Test
    @EnabledOnOs(
            value = OS.LINUX,
            architectures = {"amd64", "aarch64"})
    void shouldComputeTheSameInNativeCode() {
        Ed25519PrivateKeyParameters seed = new Ed25519PrivateKeyParameters(SignatureFixtures.seed());

        assertThat(NativeEd25519.all())
                .extracting(NativeEd25519::name)
                .containsExactly("AmazonCorrettoCryptoProvider", "Conscrypt");
        assertThat(NativeEd25519.all())
                .allSatisfy(
                        ed25519 -> assertThat(Ed25519Keys.signer(ed25519, seed).sign(MESSAGE))
                                .isEqualTo(Ed25519Keys.signer(seed).sign(MESSAGE)));
    }

    @ParameterizedTest
    @MethodSource("verifiers")
    void shouldSignAndVerifyWhenTheMessageIsLarge(Ed25519Keys.Verifier verifier) {
        Ed25519PrivateKeyParameters seed = new Ed25519PrivateKeyParameters(SignatureFixtures.seed());
        for (int length : new int[] {NativeEd25519.LARGEST_INPUT, NativeEd25519.LARGEST_INPUT + 1, 17 << 20}) {
            byte[] message = new byte[length];
            byte[] signature = key.sign(message);

            assertThat(signature).isEqualTo(Ed25519Keys.signer(seed).sign(message));
            assertThat(verifier.verifies(message, signature)).isTrue();
            message[length - 1] = 1;
            assertThat(verifier.verifies(message, signature)).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("verifiers")
    void shouldJudgeEachSignatureByItselfWhenManyThreadsVerifyAtOnce(Ed25519Keys.Verifier verifier) {
        byte[] large = new byte[100_000];
        byte[] ofLarge = key.sign(large);
        byte[] signature = key.sign(MESSAGE);

        List<Boolean> verdicts = IntStream.range(0, 4_000)
                .parallel()
                .mapToObj(i -> switch (i % 4) {
                    case 0 -> verifier.verifies(MESSAGE, signature);
                    case 1 -> !verifier.verifies(large, signature);
                    case 2 -> verifier.verifies(large, ofLarge);
                    default -> !verifier.verifies(MESSAGE, new byte[64]);
                })
                .toList();

        assertThat(verdicts).doesNotContain(false);
    }

    @Test
    void shouldSignTheSameWhenManyThreadsSignAtOnce() {
        List<byte[]> messages = IntStream.range(0, 50)
                .mapToObj(i -> ("message " + i).getBytes(StandardCharsets.UTF_8))
                .toList();
        List<String> alone =
                messages.stream().map(message -> text(key.sign(message))).toList();

        List<String> together = IntStream.range(0, 5_000)
                .parallel()
                .mapToObj(i -> text(key.sign(messages.get(i % 50))))
                .toList();

        assertThat(IntStream.range(0, together.size())
                        .filter(i -> !together.get(i).equals(alone.get(i % 50))))
                .isEmpty();
    }

    private static String text(byte[] signature) {
        return HexFormat.of().formatHex(signature);
    }

    /** The holder of the key can sign with the neutral element as R; only its one canonical encoding may pass. */
    @ParameterizedTest
    @MethodSource("verifiers")
    void shouldRefuseWhenRIsNotCanonical(Ed25519Keys.Verifier verifier) throws GeneralSecurityException {
        String canonical = "0100000000000000000000000000000000000000000000000000000000000000";
        List<String> others = List.of(
                "0100000000000000000000000000000000000000000000000000000000000080",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff");

        assertThat(verifier.verifies(MESSAGE, signedWithNeutralR(hex(canonical))))
                .isTrue();
        for (String encoding : others) {
            assertThat(verifier.verifies(MESSAGE, signedWithNeutralR(hex(encoding))))
                    .isFalse();
        }
    }

    private static void refused(byte[] der) {
        assertThatThrownBy(() -> VerificationKey.of(entry(KeyAlgorithm.ED25519, der)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** S = k a, so that S B = R + k A holds with the neutral element for R. */
    private byte[] signedWithNeutralR(byte[] r) throws GeneralSecurityException {
        byte[] secret = Arrays.copyOf(sha512(SignatureFixtures.seed()), 32);
        secret[0] &= (byte) 0xf8;
        secret[31] &= 0x7f;
        secret[31] |= 0x40;
        byte[] der = publicKey(key);
        byte[] point = Arrays.copyOfRange(der, der.length - 32, der.length);
        BigInteger k = little(sha512(concatenated(r, point, MESSAGE)));
        BigInteger s = k.multiply(little(secret)).mod(ORDER);
        return withS(Arrays.copyOf(r, 64), s);
    }

    private static byte[] withS(byte[] signature, BigInteger s) {
        byte[] changed = signature.clone();
        for (int i = 0; i < 32; i++) {
            changed[32 + i] = s.shiftRight(8 * i).byteValue();
        }
        return changed;
    }

    private static BigInteger little(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return new BigInteger(1, reversed);
    }

    private static byte[] sha512(byte[] bytes) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-512").digest(bytes);
    }
}
