package org.harborlight.schemas.sealing;

import org.jspecify.annotations.Nullable;

/** A section or its keys do not open: wrong key, wrong binding, or changed bytes. Never says which bytes. */
public final class SealingException extends RuntimeException {
    SealingException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
