package org.harborlight.schemas.codec;

import org.jspecify.annotations.Nullable;

/** Bytes that are not what they should be. Carries a reason code and, for JSON, where; never the bytes. */
public final class DecodeException extends RuntimeException {
    public static final String MALFORMED = "malformed";
    public static final String TRAILING_BYTES = "trailing-bytes";
    public static final String UNKNOWN_SCHEMA = "unknown-schema";
    public static final String LIMIT_EXCEEDED = "limit-exceeded";

    private final String reason;
    private final String pointer;

    public DecodeException(String reason) {
        this(reason, "", null);
    }

    public DecodeException(String reason, @Nullable Throwable cause) {
        this(reason, "", cause);
    }

    /** @param pointer JSON pointer to what is wrong, empty for the whole */
    public DecodeException(String reason, String pointer, @Nullable Throwable cause) {
        super(pointer.isEmpty() ? reason : reason + " at " + pointer, cause);
        this.reason = reason;
        this.pointer = pointer;
    }

    public String reason() {
        return reason;
    }

    public String pointer() {
        return pointer;
    }
}
