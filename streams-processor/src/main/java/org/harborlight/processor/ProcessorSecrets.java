package org.harborlight.processor;

import java.util.Base64;
import java.util.List;
import org.harborlight.processor.ProcessorConfig.Secrets;
import org.harborlight.schemas.Identifiers;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.service.ConfigValues;
import org.harborlight.service.keys.SigningKeys;
import org.jspecify.annotations.Nullable;

/** Reads the processor's keys; no problem that it reports says anything of a key's value. */
final class ProcessorSecrets {
    private static final int LEAST_BYTES = 32;

    private ProcessorSecrets() {}

    /** Null where a problem was added. */
    static @Nullable Secrets read(ConfigValues values, List<String> problems) {
        SigningKey deliveryKey = SigningKeys.read(values, "delivery.key.", problems);
        byte[] reference = key(values, "reference.key", problems);
        byte[] caseKey = key(values, "case.key", problems);
        return deliveryKey == null || reference.length == 0 || caseKey.length == 0
                ? null
                : new Secrets(deliveryKey, SigningKeys.checkInterval(values), new Identifiers(reference, caseKey));
    }

    /** Empty where a problem was added. */
    private static byte[] key(ConfigValues values, String name, List<String> problems) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(values.password(name));
        } catch (IllegalArgumentException e) {
            key = new byte[0];
        }
        if (key.length >= LEAST_BYTES) {
            return key;
        }
        problems.add(name + ": not base64 of at least " + LEAST_BYTES + " bytes");
        return new byte[0];
    }
}
