package org.harborlight.schemas.envelope;

import java.io.IOException;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.harborlight.schemas.KeyAlgorithm;

/**
 * A SubjectPublicKeyInfo, read strictly: DER and nothing else, no trailing bytes, whole octets. Throws
 * IllegalArgumentException where it is not one. Immutable.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, only carried
record PublicKeyInfo(AlgorithmIdentifier algorithm, byte[] key) {
    static PublicKeyInfo read(byte[] der) {
        try {
            SubjectPublicKeyInfo info = SubjectPublicKeyInfo.getInstance(der);
            if (info == null || !Arrays.equals(info.getEncoded(ASN1Encoding.DER), der)) {
                throw new IllegalArgumentException("not DER");
            }
            return new PublicKeyInfo(
                    info.getAlgorithm(), info.getPublicKeyData().getOctets());
        } catch (IOException | IllegalStateException | ClassCastException malformed) {
            throw new IllegalArgumentException("not a SubjectPublicKeyInfo", malformed);
        }
    }

    /** The bytes of a key of exactly this algorithm with exactly these parameters. */
    static byte[] read(byte[] der, AlgorithmIdentifier expected) {
        PublicKeyInfo info = read(der);
        if (!info.algorithm.equals(expected)) {
            throw new IllegalArgumentException("a key of another algorithm");
        }
        return info.key;
    }

    /** The signing algorithm that such a key is for. */
    KeyAlgorithm signingAlgorithm() {
        if (algorithm.equals(Ed25519Keys.IDENTIFIER)) {
            return KeyAlgorithm.ED25519;
        }
        if (algorithm.equals(EcdsaKeys.IDENTIFIER)) {
            return KeyAlgorithm.ECDSA_P256;
        }
        if (algorithm.equals(MlDsaKeys.IDENTIFIER)) {
            return KeyAlgorithm.ML_DSA_65;
        }
        throw new IllegalArgumentException("not a signing key");
    }
}
