package org.harborlight.standalone.partner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.harborlight.schemas.KeyAlgorithm;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.envelope.KeyLookup;
import org.harborlight.schemas.envelope.VerificationKey;

/**
 * Public keys as a JWK set (RFC 7517, RFC 8037): Ed25519 keys verify, X25519 keys seal. Keys of other kinds are left
 * out. Immutable.
 */
public record JwkSet(List<PublicKeyEntry> keys) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final int KEY_BYTES = 32;

    public JwkSet {
        keys = List.copyOf(keys);
    }

    /** Reads a JWK set; throws IllegalArgumentException when it is none. */
    public static JwkSet parse(byte[] json) {
        try {
            List<PublicKeyEntry> keys = new ArrayList<>();
            JsonNode root = JSON.readTree(json);
            if (!root.path("keys").isArray()) {
                throw new IllegalArgumentException("not a JWK set: there is no array \"keys\"");
            }
            for (JsonNode jwk : root.path("keys")) {
                key(jwk).ifPresent(keys::add);
            }
            return new JwkSet(keys);
        } catch (IOException e) {
            throw new IllegalArgumentException("not a JWK set: not JSON", e);
        }
    }

    public byte[] toJson() {
        ObjectNode root = JSON.createObjectNode();
        ArrayNode array = root.putArray("keys");
        for (PublicKeyEntry key : keys) {
            boolean verifies = key.getAlgorithm() == KeyAlgorithm.ED25519;
            byte[] encoded = Bytes.copy(key.getPublicKey());
            byte[] raw = Arrays.copyOfRange(encoded, encoded.length - KEY_BYTES, encoded.length);
            array.addObject()
                    .put("kty", "OKP")
                    .put("crv", verifies ? "Ed25519" : "X25519")
                    .put("use", verifies ? "sig" : "enc")
                    .put("kid", key.getKeyId())
                    .put("x", Base64.getUrlEncoder().withoutPadding().encodeToString(raw));
        }
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
        } catch (IOException e) {
            throw new IllegalStateException("cannot write a JWK set", e);
        }
    }

    /** The verification keys, by id. */
    public KeyLookup lookup() {
        Map<String, VerificationKey> byId = keys.stream()
                .filter(key -> key.getAlgorithm() == KeyAlgorithm.ED25519)
                .map(VerificationKey::of)
                .collect(Collectors.toUnmodifiableMap(VerificationKey::keyId, Function.identity(), (one, two) -> one));
        return keyId -> Optional.ofNullable(byId.get(keyId));
    }

    /** The key that notices are sealed to. */
    public Optional<PublicKeyEntry> sealingKey() {
        return keys.stream()
                .filter(key -> key.getAlgorithm() == KeyAlgorithm.X25519)
                .findFirst();
    }

    private static Optional<PublicKeyEntry> key(JsonNode jwk) {
        byte[] raw = Base64.getUrlDecoder().decode(jwk.path("x").asText());
        String curve = jwk.path("crv").asText();
        boolean verifies = curve.equals("Ed25519");
        if ((!verifies && !curve.equals("X25519")) || raw.length != KEY_BYTES) {
            return Optional.empty();
        }
        ByteBuffer publicKey = verifies
                ? ByteBuffer.allocate(ED25519_PREFIX.length + KEY_BYTES)
                        .put(ED25519_PREFIX)
                        .put(raw)
                        .flip()
                : ByteBuffer.wrap(raw);
        return Optional.of(PublicKeyEntry.newBuilder()
                .setKeyId(jwk.path("kid").asText())
                .setAlgorithm(verifies ? KeyAlgorithm.ED25519 : KeyAlgorithm.X25519)
                .setPublicKey(publicKey)
                .setValidFrom(Instant.EPOCH)
                .build());
    }
}
