package org.harborlight.gateway;

import java.util.Base64;
import java.util.List;
import org.harborlight.gateway.GatewayConfig.Secrets;
import org.harborlight.gateway.publish.References;
import org.harborlight.gateway.status.Cursors;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.service.ConfigValues;
import org.harborlight.service.keys.SigningKeys;
import org.jspecify.annotations.Nullable;

/** Reads the gateway's keys; no problem that it reports says anything of a key's value. */
final class GatewaySecrets {
    private GatewaySecrets() {}

    /** Null where a problem was added. */
    static @Nullable Secrets read(ConfigValues values, List<String> problems) {
        SigningKey receiptKey = SigningKeys.read(values, "receipt.key.", problems);
        byte[] referenceKey = referenceKey(values, problems);
        return receiptKey == null || referenceKey == null
                ? null
                : new Secrets(
                        receiptKey,
                        SigningKeys.checkInterval(values),
                        new References(referenceKey),
                        new Cursors(referenceKey));
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
