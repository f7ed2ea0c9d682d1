package org.harborlight.standalone.submitter;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key shared by submitters that turns an identifier into a linking token: the same person gives the same token, and
 * nobody without the key can tell who it is. Thread-safe.
 */
public record TokenKey(String keyId, SecretKeySpec key) {
    private static final String ALGORITHM = "HmacSHA256";

    public static TokenKey of(String keyId, byte[] secret) {
        return new TokenKey(keyId, new SecretKeySpec(secret, ALGORITHM));
    }

    /** HMAC-SHA-256 of kind and identifier, the identifier trimmed and in lower case. */
    public byte[] token(String kind, String identifier) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(kind.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return mac.doFinal(identifier.strip().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA-256 is not available", e);
        }
    }
}
