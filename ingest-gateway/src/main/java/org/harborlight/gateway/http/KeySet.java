package org.harborlight.gateway.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.harborlight.schemas.KeyAlgorithm;
import org.harborlight.schemas.KeyPurpose;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.directory.Directory;

/** The exchange's keys in force as a JSON Web Key Set (RFC 7517, RFC 8037), with what each is for beside it, newest first. */
final class KeySet {
    private static final List<KeyPurpose> PURPOSES =
            List.of(KeyPurpose.RECEIPT, KeyPurpose.DELIVERY, KeyPurpose.CONNECTOR, KeyPurpose.SEALING);
    /** An Ed25519 SubjectPublicKeyInfo is a fixed prefix and the 32 bytes of the key (RFC 8410). */
    private static final int RAW_KEY_BYTES = 32;

    private KeySet() {}

    static JsonObject of(Directory directory, Instant now) {
        JsonArray keys = new JsonArray();
        for (KeyPurpose purpose : PURPOSES) {
            directory.exchangeKeys(purpose).stream()
                    .filter(key -> Directory.usable(key, now))
                    .sorted(Comparator.comparing(PublicKeyEntry::getValidFrom).reversed())
                    .forEach(key -> keys.add(jwk(purpose, key)));
        }
        return new JsonObject().put("keys", keys);
    }

    private static JsonObject jwk(KeyPurpose purpose, PublicKeyEntry key) {
        boolean sealing = key.getAlgorithm() == KeyAlgorithm.X25519;
        return new JsonObject()
                .put("kty", "OKP")
                .put("crv", sealing ? "X25519" : "Ed25519")
                .put("kid", key.getKeyId())
                .put("use", sealing ? "enc" : "sig")
                .put("x", Base64.getUrlEncoder().withoutPadding().encodeToString(raw(key.getPublicKey())))
                .put("purpose", purpose.name().toLowerCase(Locale.ROOT));
    }

    private static byte[] raw(ByteBuffer encoded) {
        byte[] bytes = new byte[encoded.remaining()];
        encoded.duplicate().get(bytes);
        return Arrays.copyOfRange(bytes, bytes.length - RAW_KEY_BYTES, bytes.length);
    }
}
