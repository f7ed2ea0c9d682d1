package org.harborlight.connector.lane;

import java.time.Duration;
import java.time.Instant;
import org.harborlight.connector.push.SignedDelivery;
import org.harborlight.schemas.Delivery;
import org.jspecify.annotations.Nullable;

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

    /** When the receipt of one that begins anew now is due: as long after it as at first; null where that does not count. */
    @Nullable
    Instant dueAnew(SignedDelivery signed, Instant now) {
        return signed.urgent()
                ? now.plus(Duration.between(signed.delivery().getDecidedAt(), dueAt(signed.delivery())))
                : null;
    }

    /** The same of one that stands in the books. */
    Instant dueAt(PendingDelivery delivery, SignedDelivery signed) {
        Instant due = delivery.state().getDueBy();
        return due == null ? dueAt(signed.delivery()) : due;
    }

    /** When the lane looks at a delivery again that nobody has fetched: at the latest when it expires. */
    Instant nextLook(PendingDelivery delivery, SignedDelivery signed, Instant now, Instant expiresAt) {
        if (!signed.urgent() || delivery.escalated() || Escalation.isPointer(signed.delivery())) {
            return expiresAt;
        }
        Instant dueAt = dueAt(delivery, signed);
        Instant next = dueAt.isAfter(now) ? dueAt : now.plus(again);
        return next.isBefore(expiresAt) ? next : expiresAt;
    }
}
