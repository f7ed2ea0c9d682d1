package org.harborlight.connector.lane;

import java.util.concurrent.CompletableFuture;

/**
 * A receipt that came by the receipt endpoint instead of the answer to a push. Only the lane that owns the delivery can
 * apply it, in its own transaction; whoever asked learns through the future.
 */
public record LateReceipt(String deliveryId, CompletableFuture<Applied> applied) {
    /** What became of it. */
    public enum Applied {
        /** Committed. */
        DONE,
        /** This instance does not work on the delivery now, or no longer. */
        NOT_HERE
    }
}
