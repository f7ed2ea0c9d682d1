package org.harborlight.schemas.envelope;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.harborlight.schemas.KeyAlgorithm;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.tls.PemFiles;

/** Keys with known seeds, and the JDK as the other implementation. */
final class SignatureFixtures {
    static final byte[] MESSAGE = "sample".getBytes(StandardCharsets.UTF_8);

    private static final String SEED = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    /** The key of RFC 6979, A.2.5. */
    private static final String SCALAR = "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721";

    private SignatureFixtures() {}

    static Stream<KeyAlgorithm> signingAlgorithms() {
        return Stream.of(KeyAlgorithm.values()).filter(VerificationKey::signsWith);
    }

    /** The same key in every run. */
    static SigningKey fixedKey(KeyAlgorithm algorithm) {
        String pkcs8 = switch (algorithm) {
            case ED25519 -> "302e020100300506032b657004220420" + SEED;
            case ECDSA_P256 -> "3041020100301306072a8648ce3d020106082a8648ce3d030107042730250201010420" + SCALAR;
            case ML_DSA_65 -> "3034020100300b0609608648016503040312042280" + "20" + SEED;
            case X25519, UNSPECIFIED -> throw new IllegalArgumentException("not a signing algorithm");
        };
        return SigningKey.fromPem("fixed", PemFiles.encode("PRIVATE KEY", hex(pkcs8)));
    }

    static byte[] seed() {
        return hex(SEED);
    }

    static byte[] publicKey(SigningKey key) {
        return Bytes.copy(key.publicEntry(Instant.EPOCH).getPublicKey());
    }

    static VerificationKey verification(SigningKey key) {
        return VerificationKey.of(key.publicEntry(Instant.EPOCH));
    }

    static PublicKeyEntry entry(KeyAlgorithm algorithm, byte[] publicKey) {
        return PublicKeyEntry.newBuilder()
                .setKeyId("listed")
                .setAlgorithm(algorithm)
                .setPublicKey(ByteBuffer.wrap(publicKey))
                .setValidFrom(Instant.EPOCH)
                .build();
    }

    static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    static byte[] concatenated(byte[]... parts) {
        int length = Stream.of(parts).mapToInt(part -> part.length).sum();
        ByteBuffer all = ByteBuffer.allocate(length);
        Stream.of(parts).forEach(all::put);
        return all.array();
    }

    static byte[] flipped(byte[] bytes, int at) {
        byte[] changed = bytes.clone();
        changed[at] ^= 1;
        return changed;
    }

    /** What the JDK calls the algorithm, with the encoding of signatures that the contract has. */
    static String jdkName(KeyAlgorithm algorithm) {
        return switch (algorithm) {
            case ED25519 -> "Ed25519";
            case ECDSA_P256 -> "SHA256withECDSAinP1363Format";
            case ML_DSA_65 -> "ML-DSA-65";
            case X25519, UNSPECIFIED -> throw new IllegalArgumentException("not a signing algorithm");
        };
    }

    static byte[] jdkSign(String name, KeyPair pair, byte[] message) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(name);
        signature.initSign(pair.getPrivate());
        signature.update(message);
        return signature.sign();
    }

    static boolean jdkVerifies(String name, PublicKey key, byte[] message, byte[] value)
            throws GeneralSecurityException {
        Signature signature = Signature.getInstance(name);
        signature.initVerify(key);
        signature.update(message);
        return signature.verify(value);
    }
}
