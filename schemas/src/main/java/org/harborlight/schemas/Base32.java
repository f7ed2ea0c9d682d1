package org.harborlight.schemas;

import org.jspecify.annotations.NullMarked;

/** Base32 in lower case without padding (RFC 4648 alphabet): ids that are safe in URLs, file names and speech. */
@NullMarked
final class Base32 {
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

    private Base32() {}

    /** Encodes the first {@code length} bytes. */
    static String encode(byte[] bytes, int length) {
        StringBuilder text = new StringBuilder(length * 8 / 5 + 1);
        int buffer = 0;
        int bits = 0;
        for (int i = 0; i < length; i++) {
            buffer = (buffer << 8) | (bytes[i] & 0xff);
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                text.append(ALPHABET.charAt((buffer >> bits) & 31));
            }
            buffer &= (1 << bits) - 1;
        }
        if (bits > 0) {
            text.append(ALPHABET.charAt((buffer << (5 - bits)) & 31));
        }
        return text.toString();
    }
}
