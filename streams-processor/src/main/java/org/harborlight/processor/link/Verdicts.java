package org.harborlight.processor.link;

import java.time.Instant;
import java.util.List;
import org.harborlight.processor.error.RecordBounds;
import org.harborlight.processor.route.CaseNotice;
import org.harborlight.schemas.AcceptedNotice;
import org.harborlight.schemas.HeldChange;
import org.harborlight.schemas.HeldChangeKind;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.LinkKind;
import org.harborlight.schemas.Origin;
import org.harborlight.schemas.Outcome;
import org.harborlight.schemas.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Starts outcomes and held changes of one lane with what they all carry: whose notice, which record, under which
 * directory head, when. One object per record; immutable.
 */
record Verdicts(Lane lane, String directoryHead, Instant decidedAt) {
    /** Reason code of a held notice that was never delivered and no longer waits. */
    static final String EXPIRED = "expired";

    static final String RETRACTED = "retracted";
    static final String NOTHING_TO_WITHDRAW = "nothing-to-withdraw";
    static final String APPLIED = "applied";
    static final String RELEASED = "released";
    static final String REFERS_TO_UNKNOWN = "refers-to-unknown";
    static final String WITHDRAWN_BEFORE_ARRIVAL = "withdrawn-before-arrival";
    static final String REFERS_TO_OTHER_LANE = "refers-to-other-lane";

    Outcome.Builder outcome(AcceptedNotice accepted, Origin origin, Verdict verdict) {
        return blank(origin, verdict, accepted.getAcceptedAt())
                .setSubmitterId(accepted.getSubmitterId())
                .setNoticeId(accepted.getNoticeId())
                .setReceiptId(accepted.getReceiptId())
                .setReference(accepted.getReference());
    }

    /** Of a notice that its case has already. */
    Outcome replayed(CaseNotice notice, CaseFile file) {
        return outcome(notice.accepted(), notice.source(), Verdict.REPLAYED)
                .setLink(LinkKind.REPLAY)
                .setCaseId(file.identity().caseId())
                .build();
    }

    /** Of a record whose notice may be unknown, or says of itself what cannot be. */
    Outcome unread(@Nullable AcceptedNotice accepted, Origin origin, String reason) {
        Outcome.Builder outcome = accepted == null || !canBe(accepted)
                ? blank(origin, Verdict.DEAD_LETTERED, decidedAt)
                : outcome(accepted, origin, Verdict.DEAD_LETTERED);
        return outcome.setReason(reason).build();
    }

    /** Nobody has vouched for it: its receipt may be the reason why it is not read. */
    static boolean canBe(AcceptedNotice accepted) {
        return RecordBounds.isPlausible(accepted.getAcceptedAt())
                && RecordBounds.areShort(
                        accepted.getSubmitterId(),
                        accepted.getNoticeId(),
                        accepted.getReceiptId(),
                        accepted.getReference());
    }

    private Outcome.Builder blank(Origin origin, Verdict verdict, Instant acceptedAt) {
        return Outcome.newBuilder()
                .setSubmitterId("")
                .setNoticeId("")
                .setReceiptId("")
                .setOrigin(origin)
                .setLane(lane)
                .setVerdict(verdict)
                .setRoutes(List.of())
                .setWithheld(List.of())
                .setSafeguards(List.of())
                .setSupportReferrals(List.of())
                .setDirectoryHead(directoryHead)
                .setAcceptedAt(acceptedAt)
                .setDecidedAt(decidedAt);
    }

    /** A held notice that no longer waits. */
    HeldChange closed(String submitterId, String noticeId, Origin origin, String reason) {
        return change(submitterId, noticeId, origin, HeldChangeKind.CLOSED)
                .setReason(reason)
                .build();
    }

    HeldChange.Builder change(String submitterId, String noticeId, Origin origin, HeldChangeKind kind) {
        return HeldChange.newBuilder()
                .setSubmitterId(submitterId)
                .setNoticeId(noticeId)
                .setOrigin(origin)
                .setKind(kind)
                .setReason(RELEASED)
                .setRoutes(List.of())
                .setWithheld(List.of())
                .setSupportReferrals(List.of())
                .setDirectoryHead(directoryHead)
                .setAt(decidedAt);
    }
}
