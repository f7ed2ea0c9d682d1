package org.harborlight.gateway.status;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes cursors of positions in a list, and positions of cursors: only of those that a gateway of this exchange made, and
 * only for the submitter that it made them for. All gateways share the key, so any of them reads another's. Immutable,
 * thread-safe.
 */
public final class Cursors {
    private static final String ALGORITHM = "HmacSHA256";
    private static final byte[] PURPOSE = "harborlight list cursor 1".getBytes(StandardCharsets.UTF_8);
    private static final int MAC_BYTES = 16;
    private static final int MAX_CHARACTERS = 6 * 1024;

    private final SecretKeySpec key;

    /** @param referenceKey the exchange's; cursors get a key of their own that is derived from it */
    public Cursors(byte[] referenceKey) {
        this.key = new SecretKeySpec(mac(new SecretKeySpec(referenceKey, ALGORITHM), PURPOSE), ALGORITHM);
    }

    /** Opaque, of characters that need no escaping in a URL. */
    public String seal(String submitterId, String position) {
        byte[] content = position.getBytes(StandardCharsets.US_ASCII);
        byte[] tag = tag(submitterId, content);
        byte[] whole = Arrays.copyOf(tag, MAC_BYTES + content.length);
        System.arraycopy(content, 0, whole, MAC_BYTES, content.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
    }

    /** Empty unless this cursor was made for this submitter. */
    public Optional<String> open(String submitterId, String cursor) {
        byte[] whole;
        try {
            whole = cursor.length() > MAX_CHARACTERS
                    ? new byte[0]
                    : Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
        if (whole.length < MAC_BYTES) {
            return Optional.empty();
        }
        byte[] content = Arrays.copyOfRange(whole, MAC_BYTES, whole.length);
        return MessageDigest.isEqual(tag(submitterId, content), Arrays.copyOf(whole, MAC_BYTES))
                ? Optional.of(new String(content, StandardCharsets.US_ASCII))
                : Optional.empty();
    }

    /** A submitter id holds no slash, so its end cannot be moved. */
    private byte[] tag(String submitterId, byte[] content) {
        byte[] owner = (submitterId + "/").getBytes(StandardCharsets.UTF_8);
        byte[] input = Arrays.copyOf(owner, owner.length + content.length);
        System.arraycopy(content, 0, input, owner.length, content.length);
        return Arrays.copyOf(mac(key, input), MAC_BYTES);
    }

    private static byte[] mac(SecretKeySpec key, byte[] input) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(input);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", missing);
        }
    }
}
