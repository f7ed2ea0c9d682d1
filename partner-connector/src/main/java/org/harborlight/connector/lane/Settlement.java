package org.harborlight.connector.lane;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.harborlight.connector.push.PushAnswer;
import org.harborlight.connector.push.PushOutcome;
import org.harborlight.connector.push.SignedDelivery;
import org.harborlight.connector.telemetry.LaneMetrics;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.DeliveryStatus;
import org.harborlight.schemas.Participant;
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

    private final LaneServices services;
    private final LaneMemory memory;
    private final LaneRecords records;
    private final Escalation escalation;
    private final LaneMetrics metrics;

    Settlement(LaneServices services, LaneMemory memory, LaneRecords records, LaneMetrics metrics) {
        this.services = services;
        this.memory = memory;
        this.records = records;
        this.metrics = metrics;
        this.escalation = new Escalation(services.signer(), services.topics().probe());
    }

    void apply(PendingDelivery delivery, SignedDelivery signed, PushOutcome outcome, LaneBatch batch) {
        switch (outcome) {
            case PushOutcome.Postponed postponed ->
                keep(delivery, signed, postponed.until(), postponed.reason(), batch);
            case PushOutcome.Left _ -> left(delivery, signed, batch);
            case PushOutcome.Withheld withheld -> withheld(delivery, signed, withheld.reason(), batch);
            case PushOutcome.Answered answered -> answered(delivery, signed, answered.answer(), batch);
        }
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

    void expire(PendingDelivery delivery, LaneBatch batch) {
        settle(delivery, DeliveryStatus.EXPIRED, delivery.state().getAttempts(), "expired", batch);
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
        Instant now = services.clock().instant();
        boolean told = escalate(delivery, signed, reason, batch);
        String shown = told && !delivery.escalated() ? "escalated" : reason;
        put(new PendingDelivery(StateChanges.postponed(delivery.state(), until, shown, now), told), batch);
    }

    /** Waits for an earlier delivery of its case, which is failing; an urgent one is escalated all the same. */
    void queue(PendingDelivery delivery, SignedDelivery signed, LaneBatch batch) {
        boolean told = escalate(delivery, signed, "waits-for-its-case", batch);
        put(
                new PendingDelivery(
                        StateChanges.waiting(delivery.state(), services.clock().instant()), told),
                batch);
    }

    /** The partner has to fetch it; an urgent one that is not acknowledged when it is due is escalated. */
    private void left(PendingDelivery delivery, SignedDelivery signed, LaneBatch batch) {
        Instant now = services.clock().instant();
        Instant expiresAt = expiresAt(delivery.state(), now);
        if (!now.isBefore(expiresAt)) {
            settle(delivery, DeliveryStatus.EXPIRED, delivery.state().getAttempts(), "not-acknowledged", batch);
            return;
        }
        Instant due = services.policy().inbox().dueAt(signed.delivery());
        boolean late = signed.urgent() && !now.isBefore(due);
        boolean told = late ? escalate(delivery, signed, "not-acknowledged", batch) : delivery.escalated();
        String reason = told && !delivery.escalated() ? "escalated" : late ? "not-acknowledged" : "waits-in-inbox";
        if (signed.urgent()) {
            batch.hurry();
        }
        Instant next = services.policy().inbox().nextLook(signed, told, now, expiresAt);
        put(new PendingDelivery(StateChanges.left(delivery.state(), next, expiresAt, reason, now), told), batch);
    }

    private void gone(PendingDelivery delivery, SignedDelivery signed, LaneBatch batch) {
        Instant now = services.clock().instant();
        if (signed.urgent()) {
            failed(delivery, signed, "gone", Optional.empty(), batch);
            return;
        }
        Instant until = memory.hold().pause(now);
        Instant expiresAt = expiresAt(delivery.state(), now);
        if (!now.isBefore(expiresAt)) {
            settle(delivery, DeliveryStatus.EXPIRED, delivery.state().getAttempts() + 1, "gone", batch);
            return;
        }
        put(new PendingDelivery(StateChanges.failed(delivery.state(), until, expiresAt, "gone", now), false), batch);
    }

    private void failed(
            PendingDelivery delivery,
            SignedDelivery signed,
            String reason,
            Optional<Duration> retryAfter,
            LaneBatch batch) {
        Instant now = services.clock().instant();
        int attempts = delivery.state().getAttempts() + 1;
        Instant expiresAt = expiresAt(delivery.state(), now);
        RetrySchedule schedule = services.policy().retries();
        Optional<Instant> next = schedule.next(
                attempts, retryAfter, now, expiresAt, services.chance().random());
        if (next.isEmpty()) {
            settle(delivery, DeliveryStatus.EXPIRED, attempts, reason, batch);
            return;
        }
        boolean told = escalate(delivery, signed, reason, batch);
        String shown = told && !delivery.escalated() ? "escalated" : reason;
        put(new PendingDelivery(StateChanges.failed(delivery.state(), next.get(), expiresAt, shown, now), told), batch);
        log(delivery, reason, "delivery failed, will be tried again");
    }

    private Instant expiresAt(DeliveryState state, Instant now) {
        Instant known = state.getExpiresAt();
        return known == null ? now.plus(services.policy().retries().span()) : known;
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
        batch.write(records.state(state));
        batch.afterCommit(() -> metrics.settled(end.name().toLowerCase(Locale.ROOT)));
        if (end != DeliveryStatus.RECEIPTED) {
            log(delivery, reason, "delivery ended without a receipt");
        }
        return state;
    }

    private void put(PendingDelivery delivery, LaneBatch batch) {
        memory.ledger().put(delivery);
        batch.write(records.state(delivery.state()));
    }

    /** Whether the fallback desk has been told, now or before. */
    private boolean escalate(PendingDelivery delivery, SignedDelivery signed, String reason, LaneBatch batch) {
        if (!signed.urgent() || delivery.escalated() || Escalation.isPointer(signed.delivery())) {
            return delivery.escalated();
        }
        var directory = services.directory().get();
        Optional<Participant> desk = escalation.desk(
                directory, delivery.state().getPartnerId(), signed.delivery().getTest());
        LOG.atWarn()
                .addKeyValue("deliveryId", delivery.id())
                .addKeyValue("caseId", delivery.caseId())
                .addKeyValue("partner", delivery.state().getPartnerId())
                .addKeyValue("desk", desk.map(Participant::getParticipantId).orElse("none"))
                .addKeyValue("reason", reason)
                .log("operator page: urgent delivery not handed over");
        if (desk.isEmpty()) {
            metrics.escalated("no-desk");
            return false;
        }
        Escalation.Pointer pointer = escalation.pointer(
                signed, desk.get(), directory.head(), services.clock().instant());
        batch.hurry();
        batch.write(records.delivery(pointer.topic(), delivery.caseId(), pointer.envelope()));
        batch.write(records.state(pointer.state()));
        batch.afterCommit(() -> metrics.escalated("fallback-desk"));
        return true;
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
