package org.harborlight.connector.lane;

import java.time.Instant;
import java.util.Optional;
import org.harborlight.connector.push.PushAnswer;
import org.harborlight.connector.push.SignedDelivery;
import org.harborlight.connector.store.LaneId;
import org.harborlight.connector.telemetry.LaneMetrics;
import org.harborlight.schemas.EscalationTarget;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.RecordedEscalation;
import org.harborlight.schemas.SecondContact;
import org.harborlight.schemas.directory.Directory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who else is told of a delivery that has not reached its partner: the partner's second contact, another partner by a
 * POINTER, the operator. Each is told once, the operator and the second contact again where it was redriven, and that stands in the delivery's state, written with everything else.
 * Belongs to the lane's thread.
 */
final class Escalations {
    /** Why others are told that the retries are over. */
    static final String EXPIRED = "expired";

    private static final Logger LOG = LoggerFactory.getLogger(Escalations.class);

    private final LaneId lane;
    private final LaneServices services;
    private final LaneRecords records;
    private final LaneMetrics metrics;
    private final Escalation escalation;

    Escalations(LaneId lane, LaneServices services, LaneRecords records, LaneMetrics metrics) {
        this.lane = lane;
        this.services = services;
        this.records = records;
        this.metrics = metrics;
        this.escalation = new Escalation(services.signer(), services.topics().probe());
    }

    /** It failed, or cannot be tried now: only urgent ones are told, and again until another partner knows. */
    PendingDelivery failed(PendingDelivery delivery, SignedDelivery signed, String reason, LaneBatch batch) {
        return !signed.urgent() || delivery.escalated() || Escalation.isPointer(signed.delivery())
                ? delivery
                : tell(delivery, signed, reason, batch);
    }

    /** Its receipt is due, whatever it waits for. */
    PendingDelivery late(PendingDelivery delivery, SignedDelivery signed, LaneBatch batch) {
        return tell(delivery, signed, "no-receipt-when-due", batch);
    }

    /** It will not be tried again, on whichever lane. */
    PendingDelivery expired(PendingDelivery delivery, SignedDelivery signed, LaneBatch batch) {
        return tell(delivery, signed, EXPIRED, batch);
    }

    /** The second contact has been asked. */
    PendingDelivery asked(PendingDelivery delivery, PushAnswer answer, LaneBatch batch) {
        if (!delivery.told(EscalationTarget.SECOND_CONTACT)) {
            batch.afterCommit(() -> metrics.escalated("second-contact"));
        }
        RecordedEscalation asked = RecordedEscalation.newBuilder(record(EscalationTarget.SECOND_CONTACT, "failed"))
                .setPartnerId(lane.partnerId())
                .setDeliveryId(delivery.id())
                .setResult(answer.code())
                .build();
        return new PendingDelivery(StateChanges.told(delivery.state(), asked));
    }

    private PendingDelivery tell(PendingDelivery delivery, SignedDelivery signed, String reason, LaneBatch batch) {
        Optional<Participant> desk =
                delivery.pointed() || Escalation.isPointer(signed.delivery()) ? Optional.empty() : desk(signed);
        page(delivery, desk, reason);
        PendingDelivery told = toInbox(delivery, reason);
        if (desk.isPresent()) {
            told = point(told, signed, desk.get(), reason, batch);
        } else if (!delivery.pointed()) {
            batch.afterCommit(() -> metrics.escalated("no-desk"));
        }
        batch.afterCommit(() -> metrics.escalated("operator"));
        if (signed.urgent()) {
            batch.hurry();
        }
        return new PendingDelivery(StateChanges.told(told.state(), record(EscalationTarget.OPERATOR, reason)));
    }

    private Optional<Participant> desk(SignedDelivery signed) {
        return escalation.desk(
                services.directory().get(),
                lane,
                services.agreement(lane).fallbackPartners(),
                signed.delivery().getTest());
    }

    /** A second contact without an endpoint looks into the inbox, where the delivery is shown already. */
    private PendingDelivery toInbox(PendingDelivery delivery, String reason) {
        Optional<SecondContact> inbox =
                services.agreement(lane).secondContact().filter(contact -> contact.getEndpoint() == null);
        if (inbox.isEmpty() || delivery.told(EscalationTarget.SECOND_CONTACT)) {
            return delivery;
        }
        RecordedEscalation told = RecordedEscalation.newBuilder(record(EscalationTarget.SECOND_CONTACT, reason))
                .setPartnerId(lane.partnerId())
                .setDeliveryId(delivery.id())
                .build();
        return new PendingDelivery(StateChanges.told(delivery.state(), told));
    }

    private PendingDelivery point(
            PendingDelivery delivery, SignedDelivery signed, Participant desk, String reason, LaneBatch batch) {
        Directory directory = services.directory().get();
        Escalation.Pointer pointer = escalation.pointer(
                signed, desk, directory.head(), services.clock().instant());
        String id = pointer.state().getDeliveryId();
        if (services.topics().states().find(id).isEmpty()) {
            batch.write(records.delivery(pointer.topic(), delivery.caseId(), pointer.envelope()));
            batch.write(records.state(pointer.state()));
        }
        batch.afterCommit(() -> metrics.escalated(desk.getFallbackDesk() ? "fallback-desk" : "fallback-partner"));
        RecordedEscalation told = RecordedEscalation.newBuilder(record(EscalationTarget.FALLBACK_PARTNER, reason))
                .setPartnerId(desk.getParticipantId())
                .setDeliveryId(id)
                .build();
        return new PendingDelivery(StateChanges.told(delivery.state(), told));
    }

    private RecordedEscalation record(EscalationTarget to, String reason) {
        Instant now = services.clock().instant();
        return RecordedEscalation.newBuilder()
                .setTo(to)
                .setAt(now)
                .setReason(reason)
                .build();
    }

    private static void page(PendingDelivery delivery, Optional<Participant> desk, String reason) {
        LOG.atWarn()
                .addKeyValue("deliveryId", delivery.id())
                .addKeyValue("caseId", delivery.caseId())
                .addKeyValue("partner", delivery.state().getPartnerId())
                .addKeyValue("lane", delivery.state().getLane())
                .addKeyValue(
                        "desk",
                        desk.map(Participant::getParticipantId).orElse(delivery.pointed() ? "told-before" : "none"))
                .addKeyValue("reason", reason)
                .log("operator page: a delivery has not reached its partner");
    }
}
