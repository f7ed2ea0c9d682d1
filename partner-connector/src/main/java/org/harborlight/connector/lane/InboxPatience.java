package org.harborlight.connector.lane;

import java.time.Duration;
import java.time.Instant;
import org.harborlight.connector.push.SignedDelivery;
import org.harborlight.schemas.Delivery;

/**
 * How long a delivery may be without a receipt before someone is told. Immutable.
 *
 * @param due for an urgent delivery whose partner's directory entry names no time, and for a pointer
 * @param again how often a fallback desk is looked for where there was none
 */
public record InboxPatience(Duration due, Duration again) {
    /** When an urgent delivery should have its receipt. */
    Instant dueAt(Delivery delivery) {
        Instant named = delivery.getDueBy();
        return named == null || Escalation.isPointer(delivery)
                ? delivery.getDecidedAt().plus(due)
                : named;
    }

    /**
     * When the lane looks at a delivery again: at the latest when it expires.
     *
     * @param told whether the fallback desk has been told
     */
    Instant nextLook(SignedDelivery signed, boolean told, Instant now, Instant expiresAt) {
        if (!signed.urgent() || told || Escalation.isPointer(signed.delivery())) {
            return expiresAt;
        }
        Instant dueAt = dueAt(signed.delivery());
        Instant next = dueAt.isAfter(now) ? dueAt : now.plus(again);
        return next.isBefore(expiresAt) ? next : expiresAt;
    }
}
