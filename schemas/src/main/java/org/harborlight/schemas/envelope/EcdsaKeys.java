package org.harborlight.schemas.envelope;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;
import org.harborlight.schemas.KeyAlgorithm;

/**
 * ECDSA over P-256 with SHA-256. A public key names the curve and is a point on it, uncompressed or compressed. A
 * signature is r and s, 32 bytes each, both from 1 to n - 1, as JOSE and WebCrypto have it; a high s is as good as a low
 * one. Signing draws its nonce from key and input (RFC 6979).
 */
final class EcdsaKeys {
    static final AlgorithmIdentifier IDENTIFIER =
            new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, SECObjectIdentifiers.secp256r1);
    static final ECNamedDomainParameters P256 = new ECNamedDomainParameters(
            SECObjectIdentifiers.secp256r1, CustomNamedCurves.getByOID(SECObjectIdentifiers.secp256r1));

    private static final int FIELD_BYTES = 32;
    private static final int UNCOMPRESSED = 0x04;
    private static final int COMPRESSED_EVEN = 0x02;
    private static final int COMPRESSED_ODD = 0x03;

    private EcdsaKeys() {}

    static Private generate(SecureRandom random) {
        ECKeyPairGenerator generator = new ECKeyPairGenerator();
        generator.init(new ECKeyGenerationParameters(P256, random));
        return new Private((ECPrivateKeyParameters) generator.generateKeyPair().getPrivate());
    }

    /** Takes a private key of this curve; throws IllegalArgumentException for every other curve. */
    static Private of(ECPrivateKeyParameters key) {
        if (key.getParameters() instanceof ECNamedDomainParameters named
                && named.getName().equals(SECObjectIdentifiers.secp256r1)) {
            return new Private(new ECPrivateKeyParameters(key.getD(), P256));
        }
        throw new IllegalArgumentException("not a P-256 private key");
    }

    static Public decode(byte[] der) {
        byte[] point = PublicKeyInfo.read(der, IDENTIFIER);
        boolean uncompressed = point.length == 1 + 2 * FIELD_BYTES && point[0] == UNCOMPRESSED;
        boolean compressed =
                point.length == 1 + FIELD_BYTES && (point[0] == COMPRESSED_EVEN || point[0] == COMPRESSED_ODD);
        if (!uncompressed && !compressed) {
            throw new IllegalArgumentException("neither an uncompressed nor a compressed point");
        }
        return new Public(new ECPublicKeyParameters(P256.getCurve().decodePoint(point), P256));
    }

    /** A point on the curve, not at infinity. */
    record Public(ECPublicKeyParameters key) implements PublicHalf {
        @Override
        public boolean verifies(byte[] input, byte[] signature) {
            if (signature.length != 2 * FIELD_BYTES) {
                return false;
            }
            BigInteger r = new BigInteger(1, signature, 0, FIELD_BYTES);
            BigInteger s = new BigInteger(1, signature, FIELD_BYTES, FIELD_BYTES);
            ECDSASigner verifier = new ECDSASigner();
            verifier.init(false, key);
            return verifier.verifySignature(Sha256.of(input), r, s);
        }
    }

    /** A scalar from 1 to n - 1. */
    record Private(ECPrivateKeyParameters privateKey) implements PrivateHalf {
        @Override
        public KeyAlgorithm algorithm() {
            return KeyAlgorithm.ECDSA_P256;
        }

        @Override
        public byte[] sign(byte[] input) {
            ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
            signer.init(true, privateKey);
            BigInteger[] rs = signer.generateSignature(Sha256.of(input));
            byte[] signature = Arrays.copyOf(BigIntegers.asUnsignedByteArray(FIELD_BYTES, rs[0]), 2 * FIELD_BYTES);
            BigIntegers.asUnsignedByteArray(rs[1], signature, FIELD_BYTES, FIELD_BYTES);
            return signature;
        }

        @Override
        public ECPublicKeyParameters publicKey() {
            return new ECPublicKeyParameters(
                    new FixedPointCombMultiplier().multiply(P256.getG(), privateKey.getD()), P256);
        }
    }
}
