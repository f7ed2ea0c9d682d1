package org.harborlight.connector.lane;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.harborlight.connector.push.SignedDelivery;
import org.harborlight.connector.store.LaneId;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.DeliveryKind;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.DeliveryStatus;
import org.harborlight.schemas.Digests;
import org.harborlight.schemas.EscalationTarget;
import org.harborlight.schemas.Origin;
import org.harborlight.schemas.RecordedEscalation;
import org.harborlight.schemas.StakeholderKind;

/** The steps of the delivery state machine, each a new record; none leaves a terminal state, which only {@link Redrives} does. Stateless. */
final class StateChanges {
    private StateChanges() {}

    /** A delivery that was read just now and has not been tried. */
    static DeliveryState read(SignedDelivery signed, Origin source, InboxPatience patience, Instant now) {
        Delivery delivery = signed.delivery();
        return DeliveryState.newBuilder()
                .setDeliveryId(delivery.getDeliveryId())
                .setPartnerId(delivery.getPartnerId())
                .setLane(delivery.getLane())
                .setCaseId(delivery.getCaseId())
                .setVersion(delivery.getVersion())
                .setKind(delivery.getKind())
                .setSubmitterId(delivery.getTrigger().getSubmitterId())
                .setNoticeId(delivery.getTrigger().getNoticeId())
                .setRecipientKind(delivery.getRecipientKind())
                .setRecipientCountry(delivery.getRecipientCountry())
                .setAcceptedAt(delivery.getTrigger().getAcceptedAt())
                .setSource(source)
                .setState(DeliveryStatus.PENDING)
                .setDeliverySha256(signed.sha256())
                .setDueBy(signed.urgent() ? patience.dueAt(delivery) : null)
                .setAlsoOf(Digests.alsoOf(delivery))
                .setUpdatedAt(now)
                .build();
    }

    /** Waits for an earlier delivery of its case. */
    static DeliveryState waiting(DeliveryState state, Instant now) {
        return pending(state, now).setReason("waits-for-its-case").build();
    }

    /** Others know now that it has no receipt; when it is tried does not change. */
    static DeliveryState late(DeliveryState state, String reason, Instant now) {
        return pending(state, now).setReason(reason).build();
    }

    /** Not tried, and when it will be. */
    static DeliveryState postponed(DeliveryState state, Instant until, String reason, Instant now) {
        return pending(state, now).setNextAttemptAt(until).setReason(reason).build();
    }

    /** Waits to be fetched by the partner, and when it is looked at again. */
    static DeliveryState left(DeliveryState state, Instant next, Instant expiresAt, String reason, Instant now) {
        return pending(state, now)
                .setNextAttemptAt(next)
                .setExpiresAt(expiresAt)
                .setReason(reason)
                .build();
    }

    /**
     * Somebody else was told. Who was told before keeps time and reason of the first time, and gets the newest result; the
     * operator is told anew for each reason, and each time that the retries are over.
     */
    static DeliveryState told(DeliveryState state, RecordedEscalation told) {
        List<RecordedEscalation> all = new ArrayList<>(state.getEscalations());
        for (int i = 0; i < all.size(); i++) {
            RecordedEscalation before = all.get(i);
            boolean again = before.getTo() == told.getTo()
                    && (told.getTo() != EscalationTarget.OPERATOR
                            || (before.getReason().equals(told.getReason())
                                    && !Escalations.EXPIRED.equals(told.getReason())));
            if (again) {
                RecordedEscalation.Builder newest = RecordedEscalation.newBuilder(before);
                all.set(i, newest.setResult(told.getResult()).build());
                return pending(state, state.getUpdatedAt()).setEscalations(all).build();
            }
        }
        all.add(told);
        return pending(state, state.getUpdatedAt()).setEscalations(all).build();
    }

    /** Tried in vain, and when it will be tried again. */
    static DeliveryState failed(DeliveryState state, Instant next, Instant expiresAt, String reason, Instant now) {
        return pending(state, now)
                .setAttempts(state.getAttempts() + 1)
                .setNextAttemptAt(next)
                .setExpiresAt(expiresAt)
                .setReason(reason)
                .build();
    }

    /**
     * Ends a delivery.
     *
     * @param attempts in all
     * @param reason empty for none
     */
    static DeliveryState settled(DeliveryState state, DeliveryStatus end, int attempts, String reason, Instant now) {
        return pending(state, now)
                .setState(end)
                .setAttempts(attempts)
                .setNextAttemptAt(null)
                .setReason(reason.isEmpty() ? null : reason)
                .build();
    }

    /**
     * A record that cannot be believed. It gets an id of its own, made from where it stood: under the id that it claims
     * it could end a delivery that is genuine.
     */
    static DeliveryState unbelieved(LaneId lane, StakeholderKind kind, Origin source, String reason, Instant now) {
        return DeliveryState.newBuilder()
                .setDeliveryId(source.getTopic() + "/" + source.getPartition() + "/" + source.getOffset())
                .setPartnerId(lane.partnerId())
                .setLane(lane.lane())
                .setCaseId("")
                .setVersion(0)
                .setKind(DeliveryKind.UNSPECIFIED)
                .setSubmitterId("")
                .setNoticeId("")
                .setRecipientKind(kind)
                .setAcceptedAt(now)
                .setSource(source)
                .setState(DeliveryStatus.DEAD_LETTERED)
                .setReason(reason)
                .setUpdatedAt(now)
                .build();
    }

    private static DeliveryState.Builder pending(DeliveryState state, Instant now) {
        if (state.getState() != DeliveryStatus.PENDING) {
            throw new IllegalStateException("a settled delivery stays settled");
        }
        return DeliveryState.newBuilder(state).setUpdatedAt(now);
    }
}
