package org.harborlight.connector.lane;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.harborlight.schemas.SignedEnvelope;

/**
 * A receipt that came by the receipt endpoint instead of the answer to a push. Only the lane that owns the delivery can
 * apply it, in its own transaction; whoever asked learns through the future.
 *
 * @param digest SHA-256 of the signed bytes that the partner has
 * @param signed the receipt that the partner signed itself, verified
 */
public record LateReceipt(
        String deliveryId, ByteBuffer digest, Optional<SignedEnvelope> signed, CompletableFuture<Applied> applied) {
    /** What became of it. */
    public enum Applied {
        /** Committed. */
        DONE,
        /** This instance does not work on the delivery now, or no longer. */
        NOT_HERE
    }
}
