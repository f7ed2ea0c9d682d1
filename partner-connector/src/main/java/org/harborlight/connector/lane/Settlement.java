package org.harborlight.connector.lane;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.harborlight.connector.push.PushAnswer;
import org.harborlight.connector.push.PushOutcome;
import org.harborlight.connector.push.SignedDelivery;
import org.harborlight.connector.store.LaneId;
import org.harborlight.connector.telemetry.LaneMetrics;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.DeliveryStatus;
import org.harborlight.schemas.EscalationTarget;
import org.harborlight.schemas.SignedEnvelope;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what became of a push into the next state of the delivery, and everything that goes with it. The one place where
 * a delivery reaches a terminal state after it was believed. Belongs to the lane's thread.
 */
final class Settlement {
    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);

    private final LaneId lane;
    private final LaneServices services;
    private final LaneMemory memory;
    private final LaneRecords records;
    private final Escalations escalations;
    private final LaneMetrics metrics;

    Settlement(LaneId lane, LaneServices services, LaneMemory memory, LaneMetrics metrics) {
        this.lane = lane;
        this.services = services;
        this.memory = memory;
        this.records = new LaneRecords(services.topics().formats(), services.signer());
        this.metrics = metrics;
        this.escalations = new Escalations(lane, services, records, metrics);
    }

    void apply(PendingDelivery delivery, SignedDelivery signed, PushOutcome outcome, LaneBatch batch) {
        switch (outcome) {
            case PushOutcome.Postponed postponed -> postponed(delivery, signed, postponed, batch);
            case PushOutcome.Left _ -> left(delivery, signed, batch);
            case PushOutcome.Withheld withheld -> withheld(delivery, signed, withheld.reason(), batch);
            case PushOutcome.Answered answered -> answered(delivery, signed, answered.answer(), batch);
            case PushOutcome.Seconded seconded -> seconded(delivery, signed, seconded, batch);
        }
    }

    /** The echo of the second contact is a receipt like any other; nothing else that it answers settles anything. */
    private void seconded(
            PendingDelivery delivery, SignedDelivery signed, PushOutcome.Seconded seconded, LaneBatch batch) {
        PendingDelivery asked = escalations.asked(delivery, seconded.second(), batch);
        if (seconded.second() instanceof PushAnswer.Receipted) {
            answered(asked, signed, seconded.second(), batch);
        } else {
            apply(asked, signed, seconded.usual(), batch);
        }
    }

    /** Its receipt is due: the second contact has been asked, where there is one; now the others are told. */
    void late(PendingDelivery delivery, SignedDelivery signed, Optional<PushAnswer> second, LaneBatch batch) {
        PendingDelivery asked =
                second.map(answer -> escalations.asked(delivery, answer, batch)).orElse(delivery);
        if (second.isPresent() && second.get() instanceof PushAnswer.Receipted) {
            answered(asked, signed, second.get(), batch);
            return;
        }
        PendingDelivery told = escalations.late(asked, signed, batch);
        put(StateChanges.late(told.state(), shown(asked, told, "no-receipt-when-due"), now()), batch);
    }

    private void postponed(
            PendingDelivery delivery, SignedDelivery signed, PushOutcome.Postponed postponed, LaneBatch batch) {
        if (!PushOutcome.Postponed.BREAKER_OPEN.equals(postponed.reason())) {
            keep(delivery, signed, postponed.until(), postponed.reason(), batch);
        } else if (delivery.expired(now())) {
            expire(delivery, signed, delivery.state().getAttempts(), "expired", batch);
        } else {
            keep(limited(delivery), signed, postponed.until(), postponed.reason(), batch);
        }
    }

    /** A partner that is away uses up the time of what it was never sent too. */
    private PendingDelivery limited(PendingDelivery delivery) {
        return new PendingDelivery(DeliveryState.newBuilder(delivery.state())
                .setExpiresAt(expiresAt(delivery.state(), now()))
                .build());
    }

    private void answered(PendingDelivery delivery, SignedDelivery signed, PushAnswer answer, LaneBatch batch) {
        int attempts = delivery.state().getAttempts() + 1;
        switch (answer) {
            case PushAnswer.Receipted receipted -> {
                if (receipted.repeated()) {
                    metrics.resent();
                }
                receipt(delivery, attempts, receipted.signed(), batch);
            }
            case PushAnswer.Refused refused ->
                settle(delivery, DeliveryStatus.REFUSED, attempts, "refused:" + refused.reason(), batch);
            case PushAnswer.Gone _ -> gone(delivery, signed, batch);
            case PushAnswer.Failed failed -> failed(delivery, signed, failed.reason(), failed.retryAfter(), batch);
        }
    }

    /**
     * The partner has it.
     *
     * @param signed the receipt that the partner signed itself, verified
     */
    void receipt(PendingDelivery delivery, int attempts, Optional<SignedEnvelope> signed, LaneBatch batch) {
        Instant now = services.clock().instant();
        DeliveryState end = settle(delivery, DeliveryStatus.RECEIPTED, attempts, "", batch);
        batch.write(records.receipt(end, signed, now));
        batch.afterCommit(() -> metrics.receipted(Duration.between(end.getAcceptedAt(), now), signed.isPresent()));
    }

    /** The retries are over: whoever may still act on it is told. */
    private void expire(PendingDelivery delivery, SignedDelivery signed, int attempts, String reason, LaneBatch batch) {
        settle(escalations.expired(delivery, signed, batch), DeliveryStatus.EXPIRED, attempts, reason, batch);
    }

    /**
     * A delivery that was believed and can never be sent: its record is gone, cannot be verified any more, or may not go
     * out. Always with an alarm.
     *
     * @param original the record's value, kept as a dead letter; null where there is none to keep
     */
    void lost(PendingDelivery delivery, byte @Nullable [] original, String reason, LaneBatch batch) {
        if (original != null) {
            batch.write(records.deadLetter(
                    delivery.caseId(),
                    original,
                    delivery.state().getSource(),
                    reason,
                    services.clock().instant()));
        }
        batch.afterCommit(() -> metrics.rejected(reason));
        LOG.atError()
                .addKeyValue("deliveryId", delivery.id())
                .addKeyValue("caseId", delivery.caseId())
                .addKeyValue("partner", delivery.state().getPartnerId())
                .addKeyValue("reason", reason)
                .log("alarm: a pending delivery ends undelivered");
        settle(delivery, DeliveryStatus.DEAD_LETTERED, delivery.state().getAttempts(), reason, batch);
    }

    /** Not tried now; an urgent one is escalated all the same. */
    void keep(PendingDelivery delivery, SignedDelivery signed, Instant until, String reason, LaneBatch batch) {
        PendingDelivery told = escalations.failed(delivery, signed, reason, batch);
        put(StateChanges.postponed(told.state(), until, shown(delivery, told, reason), now()), batch);
    }

    /** May be sent, and waits only until it is its turn: nobody is told before its receipt is due. */
    void await(PendingDelivery delivery, LaneBatch batch) {
        put(StateChanges.postponed(delivery.state(), now(), "waits-its-turn", now()), batch);
    }

    /** Waits for an earlier delivery of its case; where that one fails, others are told of an urgent one at once. */
    void queue(PendingDelivery delivery, SignedDelivery signed, LaneBatch batch) {
        boolean failing = memory.ledger()
                .ahead(delivery)
                .filter(head -> head.state().getAttempts() > 0 || head.told(EscalationTarget.OPERATOR))
                .isPresent();
        PendingDelivery told = failing ? escalations.failed(delivery, signed, "waits-for-its-case", batch) : delivery;
        put(StateChanges.waiting(told.state(), now()), batch);
    }

    /** The partner has to fetch it; an urgent one that is not acknowledged when it is due is escalated. */
    private void left(PendingDelivery delivery, SignedDelivery signed, LaneBatch batch) {
        Instant now = now();
        Instant expiresAt = expiresAt(delivery.state(), now);
        if (!now.isBefore(expiresAt)) {
            expire(delivery, signed, delivery.state().getAttempts(), "not-acknowledged", batch);
            return;
        }
        InboxPatience patience = services.policy().inbox();
        boolean late = signed.urgent() && !now.isBefore(patience.dueAt(delivery, signed));
        PendingDelivery told = late ? escalations.failed(delivery, signed, "not-acknowledged", batch) : delivery;
        String reason = late ? "not-acknowledged" : "waits-in-inbox";
        if (signed.urgent()) {
            batch.hurry();
        }
        Instant next = patience.nextLook(told, signed, now, expiresAt);
        put(StateChanges.left(told.state(), next, expiresAt, shown(delivery, told, reason), now), batch);
    }

    private void gone(PendingDelivery delivery, SignedDelivery signed, LaneBatch batch) {
        if (signed.urgent()) {
            failed(delivery, signed, "gone", Optional.empty(), batch);
            return;
        }
        Instant now = now();
        Instant until = memory.hold().pause(now);
        Instant expiresAt = expiresAt(delivery.state(), now);
        if (!now.isBefore(expiresAt)) {
            expire(delivery, signed, delivery.state().getAttempts() + 1, "gone", batch);
            return;
        }
        put(StateChanges.failed(delivery.state(), until, expiresAt, "gone", now), batch);
    }

    private void failed(
            PendingDelivery delivery,
            SignedDelivery signed,
            String reason,
            Optional<Duration> retryAfter,
            LaneBatch batch) {
        Instant now = now();
        int attempts = delivery.state().getAttempts() + 1;
        Instant expiresAt = expiresAt(delivery.state(), now);
        RetrySchedule schedule = services.agreement(lane).retries();
        Optional<Instant> next = schedule.next(
                attempts, retryAfter, now, expiresAt, services.chance().random());
        if (next.isEmpty()) {
            expire(delivery, signed, attempts, reason, batch);
            return;
        }
        PendingDelivery told = escalations.failed(delivery, signed, reason, batch);
        String shown = shown(delivery, told, reason);
        put(StateChanges.failed(told.state(), next.get(), expiresAt, shown, now), batch);
        log(delivery, reason, "delivery failed, will be tried again");
    }

    /** What its state says: that others were told now, or why it was not taken. */
    private static String shown(PendingDelivery before, PendingDelivery told, String reason) {
        return told.escalated() && !before.escalated() ? "escalated" : reason;
    }

    private Instant expiresAt(DeliveryState state, Instant now) {
        Instant known = state.getExpiresAt();
        return known == null ? now.plus(services.span(lane)) : known;
    }

    private Instant now() {
        return services.clock().instant();
    }

    private void withheld(PendingDelivery delivery, SignedDelivery signed, String reason, LaneBatch batch) {
        byte[] original = services.topics()
                .formats()
                .envelopes(delivery.state().getSource().getTopic())
                .encode(signed.envelope());
        lost(delivery, original, reason, batch);
    }

    private DeliveryState settle(
            PendingDelivery delivery, DeliveryStatus end, int attempts, String reason, LaneBatch batch) {
        DeliveryState state = StateChanges.settled(
                delivery.state(), end, attempts, reason, services.clock().instant());
        memory.ledger().remove(delivery.id());
        memory.ended().add(delivery.id());
        batch.write(records.state(state));
        batch.afterCommit(() -> metrics.settled(end.name().toLowerCase(Locale.ROOT)));
        if (end != DeliveryStatus.RECEIPTED) {
            log(delivery, reason, "delivery ended without a receipt");
        }
        return state;
    }

    private void put(DeliveryState state, LaneBatch batch) {
        memory.ledger().put(new PendingDelivery(state));
        batch.write(records.state(state));
    }

    private static void log(PendingDelivery delivery, String reason, String message) {
        LOG.atInfo()
                .addKeyValue("deliveryId", delivery.id())
                .addKeyValue("caseId", delivery.caseId())
                .addKeyValue("partner", delivery.state().getPartnerId())
                .addKeyValue("attempts", delivery.state().getAttempts())
                .addKeyValue("reason", reason)
                .log(message);
    }
}
