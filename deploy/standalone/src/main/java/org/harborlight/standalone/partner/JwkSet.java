package org.harborlight.standalone.partner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.harborlight.schemas.KeyAlgorithm;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.envelope.JsonWebKey;
import org.harborlight.schemas.envelope.KeyLookup;
import org.harborlight.schemas.envelope.VerificationKey;

/**
 * Public keys as a JWK set (RFC 7517): Ed25519, P-256 and ML-DSA-65 keys verify, X25519 keys seal. Keys of other kinds
 * are left out. Immutable.
 */
public record JwkSet(List<PublicKeyEntry> keys) {
    private static final ObjectMapper JSON = new ObjectMapper();

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
            JsonWebKey.of(key).ifPresent(members -> members.forEach(array.addObject()::put));
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
                .filter(key -> VerificationKey.signsWith(key.getAlgorithm()))
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
        Map<String, String> members = new HashMap<>();
        jwk.properties()
                .forEach(
                        member -> members.put(member.getKey(), member.getValue().asText()));
        return JsonWebKey.parse(members);
    }
}
