package org.harborlight.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Base64;
import java.util.List;
import org.harborlight.gateway.GatewayConfig.Secrets;
import org.harborlight.gateway.publish.References;
import org.harborlight.gateway.status.Cursors;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.service.ConfigValues;
import org.jspecify.annotations.Nullable;

/** Reads the gateway's keys; no problem that it reports says anything of a key's value. */
final class GatewaySecrets {
    private GatewaySecrets() {}

    /** Null where a problem was added. */
    static @Nullable Secrets read(ConfigValues values, List<String> problems) {
        SigningKey receiptKey = receiptKey(values, problems);
        byte[] referenceKey = referenceKey(values, problems);
        return receiptKey == null || referenceKey == null
                ? null
                : new Secrets(receiptKey, new References(referenceKey), new Cursors(referenceKey));
    }

    private static @Nullable SigningKey receiptKey(ConfigValues values, List<String> problems) {
        try {
            return SigningKey.fromPem(values.text("receipt.key.id"), Files.readString(values.path("receipt.key.file")));
        } catch (IOException | RuntimeException e) {
            problems.add("receipt.key.file: not an Ed25519, ECDSA P-256 or ML-DSA-65 private key in PKCS#8 PEM");
            return null;
        }
    }

    private static byte @Nullable [] referenceKey(ConfigValues values, List<String> problems) {
        try {
            byte[] key = Base64.getDecoder().decode(values.password("reference.key"));
            if (key.length >= References.MIN_KEY_BYTES) {
                return key;
            }
        } catch (IllegalArgumentException e) {
            problems.add("reference.key: not base64 of at least 32 bytes");
            return null;
        }
        problems.add("reference.key: not base64 of at least 32 bytes");
        return null;
    }
}
