package org.harborlight.connector.push;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.harborlight.schemas.KeyAlgorithm;
import org.harborlight.schemas.envelope.SigningKey;

/**
 * Signs a request as Standard Webhooks 1.0 has it: Ed25519 ({@code v1a}) over id, timestamp and the raw body, joined by
 * full stops. Thread-safe.
 */
public final class WebhookSigner {
    public static final String ID = "webhook-id";
    public static final String TIMESTAMP = "webhook-timestamp";
    public static final String SIGNATURE = "webhook-signature";

    private final SigningKey key;

    /** @param key an Ed25519 key */
    public WebhookSigner(SigningKey key) {
        if (key.algorithm() != KeyAlgorithm.ED25519) {
            throw new IllegalArgumentException("webhooks are signed with Ed25519: " + key);
        }
        this.key = key;
    }

    /** The value of {@value #SIGNATURE}; the timestamp is whole seconds since 1970. */
    public String sign(String id, Instant at, byte[] body) {
        byte[] prefix = (id + "." + at.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8);
        byte[] input = Arrays.copyOf(prefix, prefix.length + body.length);
        System.arraycopy(body, 0, input, prefix.length, body.length);
        return "v1a," + Base64.getEncoder().encodeToString(key.sign(input));
    }
}
