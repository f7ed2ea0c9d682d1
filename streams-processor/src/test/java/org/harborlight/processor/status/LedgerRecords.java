package org.harborlight.processor.status;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.harborlight.processor.topology.TestExchange;
import org.harborlight.schemas.CommandEffect;
import org.harborlight.schemas.CommandResult;
import org.harborlight.schemas.DeliveryKind;
import org.harborlight.schemas.DeliveryReceipt;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.DeliveryStatus;
import org.harborlight.schemas.Feedback;
import org.harborlight.schemas.FeedbackAnswer;
import org.harborlight.schemas.HeldChange;
import org.harborlight.schemas.HeldChangeKind;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Origin;
import org.harborlight.schemas.Outcome;
import org.harborlight.schemas.Redrive;
import org.harborlight.schemas.Route;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.Verdict;
import org.harborlight.schemas.codec.AvroTrust;

/** Records about one notice of platform-a, as lanes and connector write them. */
final class LedgerRecords {
    static final String SUBMITTER = "platform-a";
    static final String NOTICE = "notice-1";
    static final Instant ACCEPTED_AT = TestExchange.NOW;
    static final Instant DECIDED_AT = ACCEPTED_AT.plusSeconds(1);

    static {
        AvroTrust.install();
    }

    private LedgerRecords() {}

    static Origin origin(String topic, long offset) {
        return new Origin(topic, 0, offset);
    }

    static Origin origin(long offset) {
        return origin(Topics.notices(Lane.STANDARD), offset);
    }

    static Outcome.Builder outcome(long offset, Verdict verdict, Route... routes) {
        return Outcome.newBuilder()
                .setSubmitterId(SUBMITTER)
                .setNoticeId(NOTICE)
                .setReceiptId("receipt-1")
                .setOrigin(origin(offset))
                .setLane(Lane.STANDARD)
                .setVerdict(verdict)
                .setRoutes(List.of(routes))
                .setWithheld(List.of())
                .setSafeguards(List.of())
                .setSupportReferrals(List.of())
                .setDirectoryHead("head")
                .setAcceptedAt(ACCEPTED_AT)
                .setDecidedAt(DECIDED_AT);
    }

    static Outcome.Builder held(long offset, String reason) {
        return outcome(offset, Verdict.HELD).setReason(reason);
    }

    static Route route(String deliveryId) {
        return Route.newBuilder()
                .setDeliveryId(deliveryId)
                .setPartnerId("police-de")
                .setRecipientKind(StakeholderKind.LAW_ENFORCEMENT)
                .setCountry("DE")
                .setRuleId("people")
                .build();
    }

    static HeldChange change(long offset, HeldChangeKind kind, String reason, Route... routes) {
        return HeldChange.newBuilder()
                .setSubmitterId(SUBMITTER)
                .setNoticeId(NOTICE)
                .setOrigin(origin(offset))
                .setKind(kind)
                .setReason(reason)
                .setRoutes(List.of(routes))
                .setDirectoryHead("head")
                .setAt(DECIDED_AT.plusSeconds(60))
                .build();
    }

    static DeliveryState.Builder state(String deliveryId, DeliveryStatus state) {
        return DeliveryState.newBuilder()
                .setDeliveryId(deliveryId)
                .setPartnerId("police-de")
                .setLane(Lane.STANDARD)
                .setCaseId("case-1")
                .setVersion(1)
                .setKind(DeliveryKind.CASE_OPENED)
                .setSubmitterId(SUBMITTER)
                .setNoticeId(NOTICE)
                .setRecipientKind(StakeholderKind.LAW_ENFORCEMENT)
                .setRecipientCountry("DE")
                .setAcceptedAt(ACCEPTED_AT)
                .setState(state)
                .setUpdatedAt(DECIDED_AT.plusSeconds(2));
    }

    /** In a state after a redrive; it had expired before. */
    static DeliveryState.Builder redriven(String deliveryId, String commandId, DeliveryStatus state) {
        Instant at = DECIDED_AT.plusSeconds(20);
        return state(deliveryId, state)
                .setUpdatedAt(at)
                .setRedrive(Redrive.newBuilder()
                        .setCommandId(commandId)
                        .setCommandedAt(at.minusSeconds(1))
                        .setAt(at)
                        .setFrom(DeliveryStatus.EXPIRED)
                        .setEndedAt(DECIDED_AT.plusSeconds(2))
                        .build());
    }

    static CommandResult.Builder result(String commandId, CommandEffect effect) {
        return CommandResult.newBuilder()
                .setCommandId(commandId)
                .setCommand(origin(Topics.COMMANDS, 0))
                .setEffect(effect)
                .setAt(DECIDED_AT);
    }

    static DeliveryReceipt receipt(String deliveryId) {
        return DeliveryReceipt.newBuilder()
                .setDeliveryId(deliveryId)
                .setPartnerId("police-de")
                .setCaseId("case-1")
                .setSubmitterId(SUBMITTER)
                .setNoticeId(NOTICE)
                .setDeliverySha256(ByteBuffer.allocate(32))
                .setAttempts(1)
                .setAcceptedAt(ACCEPTED_AT)
                .setAt(DECIDED_AT.plusSeconds(3))
                .build();
    }

    static Feedback.Builder feedback(FeedbackAnswer answer) {
        return Feedback.newBuilder()
                .setDeliveryId("delivery-1")
                .setPartnerId("police-de")
                .setCaseId("case-1")
                .setSubmitterId(SUBMITTER)
                .setNoticeId(NOTICE)
                .setRecipientKind(StakeholderKind.LAW_ENFORCEMENT)
                .setRecipientCountry("DE")
                .setAnswer(answer)
                .setShareWithSubmitter(true)
                .setAt(DECIDED_AT.plusSeconds(30));
    }
}
