package org.harborlight.schemas.envelope;

import org.jspecify.annotations.Nullable;

/** A private half that is not in this process cannot be used now; what was to be signed may be tried again later. */
public final class SigningUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Of one key.
     *
     * @param reason a code that says nothing of a secret
     */
    public SigningUnavailableException(String keyId, String reason, @Nullable Throwable cause) {
        super("the key " + keyId + " cannot sign: " + reason, cause);
    }
}
