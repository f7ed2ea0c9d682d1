package org.harborlight.processor.error;

import java.nio.ByteBuffer;
import java.time.Instant;
import org.harborlight.schemas.DeadLetter;
import org.harborlight.schemas.Origin;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a record that cannot be processed, verbatim, with where it stood and why; one that is larger than any record may
 * be is not kept itself. Pure.
 */
public final class DeadLetters {
    private DeadLetters() {}

    public static DeadLetter letter(byte @Nullable [] original, String reason, Origin origin, Instant at) {
        return DeadLetter.newBuilder()
                .setOriginal(ByteBuffer.wrap(original == null || !RecordBounds.fits(original) ? new byte[0] : original))
                .setReason(reason)
                .setOrigin(origin)
                .setAt(at)
                .build();
    }

    /**
     * The original key; empty where there was none, since a record without a key would be dropped on its way, and where
     * it is too long to be one.
     */
    public static String key(@Nullable String original) {
        return original == null || !RecordBounds.areShort(original) ? "" : original;
    }
}
