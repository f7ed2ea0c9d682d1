package org.harborlight.gateway.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.harborlight.schemas.KeyPurpose;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.directory.Directory;
import org.harborlight.schemas.envelope.JsonWebKey;

/** The exchange's keys in force as a JSON Web Key Set (RFC 7517), with what each is for beside it, newest first. */
final class KeySet {
    private static final List<KeyPurpose> PURPOSES =
            List.of(KeyPurpose.RECEIPT, KeyPurpose.DELIVERY, KeyPurpose.CONNECTOR, KeyPurpose.SEALING);

    private KeySet() {}

    static JsonObject of(Directory directory, Instant now) {
        JsonArray keys = new JsonArray();
        for (KeyPurpose purpose : PURPOSES) {
            directory.exchangeKeys(purpose).stream()
                    .filter(key -> Directory.usable(key, now))
                    .sorted(Comparator.comparing(PublicKeyEntry::getValidFrom).reversed())
                    .forEach(key -> jwk(purpose, key).ifPresent(keys::add));
        }
        return new JsonObject().put("keys", keys);
    }

    private static Optional<JsonObject> jwk(KeyPurpose purpose, PublicKeyEntry key) {
        return JsonWebKey.of(key)
                .map(members -> new JsonObject(new LinkedHashMap<String, Object>(members))
                        .put("purpose", purpose.name().toLowerCase(Locale.ROOT)));
    }
}
