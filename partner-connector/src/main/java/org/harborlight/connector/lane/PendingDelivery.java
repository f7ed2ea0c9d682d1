package org.harborlight.connector.lane;

import java.time.Instant;
import org.harborlight.schemas.DeliveryState;

/**
 * A delivery that this lane has read and that is not settled.
 *
 * @param state as it stands in topic delivery-state, or will with the running batch; its source is set
 * @param escalated whether the fallback desk has been told
 */
record PendingDelivery(DeliveryState state, boolean escalated) {
    String id() {
        return state.getDeliveryId();
    }

    String caseId() {
        return state.getCaseId();
    }

    long offset() {
        return state.getSource().getOffset();
    }

    /** When it may be tried; a delivery that only waited for its predecessor may be tried at once. */
    Instant due() {
        Instant next = state.getNextAttemptAt();
        return next == null ? Instant.EPOCH : next;
    }

    boolean expired(Instant now) {
        Instant expiresAt = state.getExpiresAt();
        return expiresAt != null && !now.isBefore(expiresAt);
    }
}
