package org.harborlight.connector.lane;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.EscalationTarget;

/**
 * A delivery that this lane has read and that is not settled.
 *
 * @param state as it stands in topic delivery-state, or will with the running batch; its source is set
 */
record PendingDelivery(DeliveryState state) {
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

    /** To be tried earlier, where it waits for that. */
    PendingDelivery sooner(Duration by) {
        Instant next = state.getNextAttemptAt();
        return next == null
                ? this
                : new PendingDelivery(DeliveryState.newBuilder(state)
                        .setNextAttemptAt(next.minus(by))
                        .build());
    }

    boolean expired(Instant now) {
        Instant expiresAt = state.getExpiresAt();
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    boolean told(EscalationTarget to) {
        return state.getEscalations().stream().anyMatch(escalation -> escalation.getTo() == to);
    }

    /** Whether another partner has been pointed to it, if only before it was redriven. */
    boolean pointed() {
        return told(EscalationTarget.FALLBACK_PARTNER);
    }

    /** Whether there is nobody more to be told now: another partner knows of it, and the operator that it fails. */
    boolean escalated() {
        return pointed() && told(EscalationTarget.OPERATOR);
    }

    /** When others are told that an urgent delivery has no receipt; empty once the operator has been. */
    Optional<Instant> lateAt() {
        return told(EscalationTarget.OPERATOR) ? Optional.empty() : Optional.ofNullable(state.getDueBy());
    }
}
