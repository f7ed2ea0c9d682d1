package org.harborlight.processor.status;

import org.harborlight.processor.state.NoticeStatus;
import org.harborlight.processor.state.StatusEvent;
import org.harborlight.schemas.LinkKind;
import org.harborlight.schemas.Outcome;
import org.harborlight.schemas.Verdict;

/**
 * A verdict. The first one stays: a replay is counted beside it, a second content under the same id is noted. Only
 * HANDED_OVER gives way to the verdict of the other lane, and DEAD_LETTERED to that of a record that could be processed: the
 * notice was redriven, or sent again. A replay can be read before the verdict that it repeats.
 */
final class StatusOfOutcome implements StatusChange<Outcome> {
    @Override
    public void apply(NoticeStatus status, Outcome outcome) {
        if (outcome.getVerdict() == Verdict.REPLAYED) {
            status.setRepeats(status.getRepeats() + 1);
            status.setLastRepeatAt(outcome.getAcceptedAt());
            return;
        }
        if (outcome.getLink() == LinkKind.CONFLICT) {
            noteOtherContent(status, outcome);
        } else if (status.getVerdict() == null || status.getVerdict().equals(Verdict.HANDED_OVER.name())) {
            decide(status, outcome);
        } else if (status.getVerdict().equals(Verdict.DEAD_LETTERED.name())
                && outcome.getVerdict() != Verdict.DEAD_LETTERED) {
            PastEvents.notProcessed(status, status.getDecidedAt());
            decide(status, outcome);
        }
        StatusDeliveries.planned(status, outcome.getRoutes(), outcome.getDecidedAt());
    }

    private static void decide(NoticeStatus status, Outcome outcome) {
        status.setVerdict(outcome.getVerdict().name());
        status.setReason(outcome.getReason());
        status.setReceiptId(outcome.getReceiptId());
        status.setReference(outcome.getReference());
        status.setLane(outcome.getLane().name());
        status.setTest(outcome.getTest());
        status.setAcceptedAt(outcome.getAcceptedAt());
        status.setDecidedAt(outcome.getDecidedAt());
        StatusReferrals.show(status, outcome.getSupportReferrals());
    }

    private static void noteOtherContent(NoticeStatus status, Outcome outcome) {
        StatusEvents.add(
                status,
                StatusEvent.newBuilder()
                        .setAt(outcome.getAcceptedAt())
                        .setEvent("other-content-received")
                        .build());
    }
}
