package org.harborlight.schemas.envelope;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.math.ec.ECPoint;
import org.harborlight.schemas.KeyAlgorithm;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.codec.Bytes;

/**
 * A public key as a JSON Web Key (RFC 7517): kty OKP for Ed25519 and X25519 (RFC 8037), EC for P-256 (RFC 7518), AKP for
 * ML-DSA-65 (RFC 9964). The members are plain strings, for whichever JSON library stands around them.
 */
public final class JsonWebKey {
    private static final int FIELD_BYTES = 32;
    private static final byte UNCOMPRESSED = 0x04;

    private JsonWebKey() {}

    /** The members, in order; empty for a key of an algorithm that this version does not know. */
    public static Optional<Map<String, String>> of(PublicKeyEntry key) {
        Map<String, String> jwk = new LinkedHashMap<>();
        byte[] encoded = Bytes.copy(key.getPublicKey());
        switch (key.getAlgorithm()) {
            case ED25519 -> edwards(jwk, "Ed25519", PublicKeyInfo.read(encoded, Ed25519Keys.IDENTIFIER));
            case X25519 -> edwards(jwk, "X25519", encoded);
            case ECDSA_P256 -> p256(jwk, EcdsaKeys.decode(encoded).key().getQ());
            case ML_DSA_65 -> {
                jwk.put("kty", "AKP");
                jwk.put("alg", "ML-DSA-65");
                jwk.put("pub", base64(PublicKeyInfo.read(encoded, MlDsaKeys.IDENTIFIER)));
            }
            case UNSPECIFIED -> {
                return Optional.empty();
            }
        }
        jwk.put("use", key.getAlgorithm() == KeyAlgorithm.X25519 ? "enc" : "sig");
        jwk.put("kid", key.getKeyId());
        return Optional.of(jwk);
    }

    /**
     * The key that the members describe, valid from the epoch and not yet found sound; empty for a key of another kind.
     * Throws IllegalArgumentException where a value is not base64url.
     */
    public static Optional<PublicKeyEntry> parse(Map<String, String> jwk) {
        String kind = jwk.getOrDefault("kty", "") + " " + jwk.getOrDefault("crv", jwk.getOrDefault("alg", ""));
        byte[] x = bytes(jwk, "x");
        return switch (kind) {
            case "OKP Ed25519" -> entry(jwk, KeyAlgorithm.ED25519, info(Ed25519Keys.IDENTIFIER, x));
            case "OKP X25519" -> entry(jwk, KeyAlgorithm.X25519, x);
            case "EC P-256" ->
                entry(jwk, KeyAlgorithm.ECDSA_P256, info(EcdsaKeys.IDENTIFIER, point(x, bytes(jwk, "y"))));
            case "AKP ML-DSA-65" -> entry(jwk, KeyAlgorithm.ML_DSA_65, info(MlDsaKeys.IDENTIFIER, bytes(jwk, "pub")));
            default -> Optional.empty();
        };
    }

    private static void edwards(Map<String, String> jwk, String curve, byte[] raw) {
        jwk.put("kty", "OKP");
        jwk.put("crv", curve);
        jwk.put("x", base64(raw));
    }

    private static void p256(Map<String, String> jwk, ECPoint point) {
        byte[] encoded = point.getEncoded(false);
        jwk.put("kty", "EC");
        jwk.put("crv", "P-256");
        jwk.put("alg", "ES256");
        jwk.put("x", base64(Arrays.copyOfRange(encoded, 1, 1 + FIELD_BYTES)));
        jwk.put("y", base64(Arrays.copyOfRange(encoded, 1 + FIELD_BYTES, encoded.length)));
    }

    private static byte[] point(byte[] x, byte[] y) {
        return ByteBuffer.allocate(1 + x.length + y.length)
                .put(UNCOMPRESSED)
                .put(x)
                .put(y)
                .array();
    }

    private static byte[] info(AlgorithmIdentifier identifier, byte[] key) {
        try {
            return new SubjectPublicKeyInfo(identifier, key).getEncoded();
        } catch (IOException cannotEncode) {
            throw new IllegalStateException("cannot encode a public key", cannotEncode);
        }
    }

    private static Optional<PublicKeyEntry> entry(Map<String, String> jwk, KeyAlgorithm algorithm, byte[] key) {
        return Optional.of(PublicKeyEntry.newBuilder()
                .setKeyId(jwk.getOrDefault("kid", ""))
                .setAlgorithm(algorithm)
                .setPublicKey(ByteBuffer.wrap(key))
                .setValidFrom(Instant.EPOCH)
                .build());
    }

    private static byte[] bytes(Map<String, String> jwk, String member) {
        return Base64.getUrlDecoder().decode(jwk.getOrDefault(member, ""));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
