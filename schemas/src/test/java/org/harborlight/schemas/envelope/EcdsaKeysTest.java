package org.harborlight.schemas.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.harborlight.schemas.envelope.SignatureFixtures.MESSAGE;
import static org.harborlight.schemas.envelope.SignatureFixtures.concatenated;
import static org.harborlight.schemas.envelope.SignatureFixtures.entry;
import static org.harborlight.schemas.envelope.SignatureFixtures.fixedKey;
import static org.harborlight.schemas.envelope.SignatureFixtures.flipped;
import static org.harborlight.schemas.envelope.SignatureFixtures.hex;
import static org.harborlight.schemas.envelope.SignatureFixtures.publicKey;
import static org.harborlight.schemas.envelope.SignatureFixtures.verification;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;
import org.harborlight.schemas.KeyAlgorithm;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** ECDSA keys of other curves, points that are none, and signatures out of range or in another encoding. */
class EcdsaKeysTest {
    private static final BigInteger ORDER =
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

    private final SigningKey key = fixedKey(KeyAlgorithm.ECDSA_P256);
    private final VerificationKey verification = verification(key);

    @Test
    void shouldMakeTheSignatureOfRfc6979WhenGivenItsTestVector() {
        byte[] signature = key.sign(MESSAGE);

        assertThat(HexFormat.of().formatHex(signature))
                .isEqualTo("efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
                        + "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8");
        assertThat(verification.verifies(MESSAGE, signature)).isTrue();
    }

    @Test
    void shouldAcceptALowAndAHighSAlike() {
        byte[] signature = key.sign(MESSAGE);
        BigInteger s = BigIntegers.fromUnsignedByteArray(signature, 32, 32);

        assertThat(s).isGreaterThan(ORDER.shiftRight(1));
        assertThat(verification.verifies(MESSAGE, with(signature, null, ORDER.subtract(s))))
                .isTrue();
    }

    @Test
    void shouldRefuseWhenAValueIsZeroOrNotBelowTheOrder() {
        byte[] signature = key.sign(MESSAGE);
        BigInteger highest = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);

        for (BigInteger value : new BigInteger[] {BigInteger.ZERO, ORDER, ORDER.add(BigInteger.ONE), highest}) {
            assertThat(verification.verifies(MESSAGE, with(signature, value, null)))
                    .as("r = %s", value)
                    .isFalse();
            assertThat(verification.verifies(MESSAGE, with(signature, null, value)))
                    .as("s = %s", value)
                    .isFalse();
            assertThat(verification.verifies(MESSAGE, with(signature, value, value)))
                    .as("both = %s", value)
                    .isFalse();
        }
    }

    @Test
    void shouldRefuseWhenTheSignatureIsInDer() throws GeneralSecurityException {
        KeyPair pair = pair("secp256r1");
        VerificationKey jdkKey = VerificationKey.of(
                entry(KeyAlgorithm.ECDSA_P256, pair.getPublic().getEncoded()));

        assertThat(jdkKey.verifies(MESSAGE, SignatureFixtures.jdkSign("SHA256withECDSA", pair, MESSAGE)))
                .isFalse();
        assertThat(jdkKey.verifies(MESSAGE, SignatureFixtures.jdkSign("SHA256withECDSAinP1363Format", pair, MESSAGE)))
                .isTrue();
    }

    @Test
    void shouldTakeTheCompressedPointForTheSameKey() throws IOException {
        byte[] compressed =
                EcdsaKeys.P256.getCurve().decodePoint(uncompressed()).getEncoded(true);
        VerificationKey same = VerificationKey.of(entry(KeyAlgorithm.ECDSA_P256, p256(compressed)));

        assertThat(same.verifies(MESSAGE, key.sign(MESSAGE))).isTrue();
    }

    @Test
    void shouldRefuseTheKeyWhenItIsOfAnotherCurve() throws GeneralSecurityException, IOException {
        ECPoint generator = SECNamedCurves.getByName("secp256k1").getG();

        refused(pair("secp384r1").getPublic().getEncoded());
        refused(info(SECObjectIdentifiers.secp256k1, generator.getEncoded(false)));
        refused(info(SECObjectIdentifiers.secp256k1, uncompressed()));
        refused(p256(generator.getEncoded(false)));
        refused(info(DERNull.INSTANCE, uncompressed()));
        refused(info(SECNamedCurves.getByName("secp256r1"), uncompressed()));
    }

    @Test
    void shouldRefuseTheKeyWhenItIsNotAPointOfTheCurve() throws IOException {
        byte[] point = uncompressed();
        byte[] highest = new byte[32];
        Arrays.fill(highest, (byte) 0xff);

        refused(p256(flipped(point, 64)));
        refused(p256(new byte[] {0}));
        refused(p256(new byte[65]));
        refused(p256(new byte[0]));
        refused(p256(concatenated(hex("04"), new byte[64])));
        refused(p256(concatenated(hex("04"), highest, highest)));
        refused(p256(concatenated(hex("02"), highest)));
        refused(p256(Arrays.copyOf(point, 64)));
        refused(p256(Arrays.copyOf(point, 66)));
    }

    @Test
    void shouldRefuseTheKeyWhenThePointIsInTheHybridForm() throws IOException {
        byte[] point = uncompressed();
        byte sign = (byte) (6 + (point[64] & 1));

        refused(p256(concatenated(new byte[] {sign}, Arrays.copyOfRange(point, 1, 65))));
    }

    private byte[] uncompressed() {
        byte[] der = publicKey(key);
        return Arrays.copyOfRange(der, der.length - 65, der.length);
    }

    private static void refused(byte[] der) {
        assertThatThrownBy(() -> VerificationKey.of(entry(KeyAlgorithm.ECDSA_P256, der)))
                .as(HexFormat.of().formatHex(der))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] p256(byte[] point) throws IOException {
        return info(SECObjectIdentifiers.secp256r1, point);
    }

    private static byte[] info(ASN1Encodable parameters, byte[] point) throws IOException {
        return new SubjectPublicKeyInfo(new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, parameters), point)
                .getEncoded();
    }

    private static KeyPair pair(String curve) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve));
        return generator.generateKeyPair();
    }

    /** The signature with r, s or both replaced. */
    private static byte[] with(byte[] signature, @Nullable BigInteger r, @Nullable BigInteger s) {
        byte[] changed = signature.clone();
        if (r != null) {
            BigIntegers.asUnsignedByteArray(r, changed, 0, 32);
        }
        if (s != null) {
            BigIntegers.asUnsignedByteArray(s, changed, 32, 32);
        }
        return changed;
    }
}
