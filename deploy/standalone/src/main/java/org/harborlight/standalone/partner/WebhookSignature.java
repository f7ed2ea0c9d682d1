package org.harborlight.standalone.partner;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.harborlight.schemas.KeyAlgorithm;
import org.harborlight.schemas.envelope.VerificationKey;

/**
 * Verifies the Standard Webhooks headers of a push: {@code v1a} Ed25519 signatures over {@code id.timestamp.body}, with a
 * timestamp at most five minutes off. Thread-safe.
 */
public final class WebhookSignature {
    /** The code under which a push is refused whose signature is not valid. */
    public static final String REFUSAL = "bad-webhook-signature";

    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final String SCHEME = "v1a,";

    private final List<VerificationKey> keys;

    /** @param keys of the exchange; only Ed25519 keys count */
    public WebhookSignature(List<VerificationKey> keys) {
        this.keys = keys.stream()
                .filter(key -> key.algorithm() == KeyAlgorithm.ED25519)
                .toList();
    }

    /** Whether any of the signatures in the header was made by one of the exchange's keys, recently. */
    public boolean valid(String id, String timestamp, String signatures, byte[] body, Instant now) {
        Instant sent;
        try {
            sent = Instant.ofEpochSecond(Long.parseLong(timestamp));
        } catch (NumberFormatException | DateTimeException e) {
            return false;
        }
        if (Duration.between(sent, now).abs().compareTo(TOLERANCE) > 0) {
            return false;
        }
        byte[] prefix = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
        for (String signature : signatures.split(" ", 8)) {
            if (signature.startsWith(SCHEME) && signedByAny(prefix, body, signature.substring(SCHEME.length()))) {
                return true;
            }
        }
        return false;
    }

    private boolean signedByAny(byte[] prefix, byte[] body, String base64) {
        byte[] value;
        try {
            value = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return false;
        }
        byte[] input = Arrays.copyOf(prefix, prefix.length + body.length);
        System.arraycopy(body, 0, input, prefix.length, body.length);
        return keys.stream().anyMatch(key -> key.verifies(input, value));
    }
}
