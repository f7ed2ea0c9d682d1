package org.harborlight.processor.link;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.harborlight.processor.error.DeadLetters;
import org.harborlight.processor.link.AdmitProcessor.Arrived;
import org.harborlight.processor.link.Reading.Understood;
import org.harborlight.processor.link.Reading.Unreadable;
import org.harborlight.processor.link.ReferenceBook.Forgotten;
import org.harborlight.processor.state.AdmittedNotice;
import org.harborlight.processor.state.SeenNotice;
import org.harborlight.processor.state.Withdrawal;
import org.harborlight.schemas.AcceptedNotice;
import org.harborlight.schemas.HeldChange;
import org.harborlight.schemas.Identifiers;
import org.harborlight.schemas.KnownReference;
import org.harborlight.schemas.LinkKind;
import org.harborlight.schemas.NoticeKind;
import org.harborlight.schemas.Origin;
import org.harborlight.schemas.Outcome;
import org.harborlight.schemas.Verdict;
import org.harborlight.schemas.codec.SingleObject;
import org.jspecify.annotations.Nullable;

/**
 * Carries out what admit decided: remembers and forwards, both or neither, since they share one transaction. Used by
 * the stream thread of one task.
 */
final class AdmissionExits {
    private static final Exits.Sinks SINKS =
            new Exits.Sinks(Nodes.ADMIT_OUTCOMES, Nodes.ADMIT_DEAD_LETTERS, Nodes.ADMIT_HELD_CHANGES);

    private final LaneContext lane;
    private final ReferenceBook book;
    private final Identifiers identifiers;
    private final Exits exits;
    private final ProcessorContext<String, Parcel> context;
    private final SingleObject<AcceptedNotice> acceptedFormat = SingleObject.of(AcceptedNotice.class);
    private final SingleObject<AdmittedNotice> admittedFormat = SingleObject.of(AdmittedNotice.class);

    AdmissionExits(
            ProcessorContext<String, Parcel> context, LaneContext lane, ReferenceBook book, Identifiers identifiers) {
        this.context = context;
        this.lane = lane;
        this.book = book;
        this.identifiers = identifiers;
        this.exits = new Exits(context, lane.formats(), SINKS);
    }

    void deadLetter(Record<String, byte[]> record, Unreadable unreadable, Origin origin, Verdicts verdicts) {
        exits.deadLetter(
                DeadLetters.key(record.key()),
                DeadLetters.letter(record.value(), unreadable.reason(), origin, verdicts.decidedAt()));
        exits.outcome(verdicts.unread(unreadable.accepted(), origin, unreadable.reason()));
    }

    void replayed(Understood read, Admission.Replay replay, Arrived arrived) {
        String caseKey = replay.caseKey();
        exits.outcome(outcome(read, arrived, Verdict.REPLAYED)
                .setLink(LinkKind.REPLAY)
                .setCaseId(caseKey == null ? null : identifiers.caseId(caseKey))
                .build());
    }

    void handOver(Understood read, ByteBuffer digest, Arrived arrived) {
        SeenNotice.Builder seen = seen(read).setHandedOver(true);
        book.rememberNotice(AdmissionDesk.id(read), seen, digest, acceptedAt(read));
        if (read.notice().getKind() == NoticeKind.RETRACTION) {
            expectOriginal(read, arrived, false);
        }
        exits.emit(read.accepted().getReference(), lane.formats().accepted().encode(read.accepted()), Nodes.HAND_OVER);
        exits.outcome(outcome(read, arrived, Verdict.HANDED_OVER)
                .setReason(Verdicts.REFERS_TO_OTHER_LANE)
                .build());
    }

    void await(Understood read, Admission.AwaitOriginal await, ByteBuffer digest, Arrived arrived) {
        book.rememberNotice(AdmissionDesk.id(read), seen(read), digest, acceptedAt(read));
        expectOriginal(read, arrived, true);
        exits.outcome(outcome(read, arrived, Verdict.HELD)
                .setLink(await.link())
                .setReason(Verdicts.REFERS_TO_UNKNOWN)
                .build());
    }

    private void expectOriginal(Understood read, Arrived arrived, boolean held) {
        NoticeRef original =
                new NoticeRef(AdmissionDesk.reference(read), read.notice().getRefersTo());
        if (book.seen(original).filter(SeenNotice::getHandedOver).isPresent()) {
            return;
        }
        Origin origin = arrived.origin();
        book.rememberWithdrawal(
                original,
                read.notice().getSubmitterId(),
                new Withdrawal(
                        read.notice().getNoticeId(),
                        held,
                        origin.getTopic(),
                        origin.getPartition(),
                        origin.getOffset()),
                acceptedAt(read));
    }

    /** Both the retraction that waited and the notice it withdraws come to their end. */
    void alreadyWithdrawn(Understood read, Admission.AlreadyWithdrawn admission, ByteBuffer digest, Arrived arrived) {
        Withdrawal withdrawal = admission.withdrawal();
        SeenNotice.Builder seen = seen(read)
                .setWithdrawal(Withdrawal.newBuilder(withdrawal).setHeld(false).build());
        book.rememberNotice(AdmissionDesk.id(read), seen, digest, acceptedAt(read));
        exits.outcome(outcome(read, arrived, Verdict.HELD)
                .setReason(Verdicts.WITHDRAWN_BEFORE_ARRIVAL)
                .build());
        exits.heldChange(arrived.verdicts()
                .closed(
                        read.notice().getSubmitterId(),
                        read.notice().getNoticeId(),
                        arrived.origin(),
                        Verdicts.RETRACTED));
        if (withdrawal.getHeld()) {
            exits.heldChange(closed(read.notice().getSubmitterId(), withdrawal, Verdicts.APPLIED, arrived.verdicts()));
        }
    }

    void forward(Understood read, Admission.Forward forward, ByteBuffer digest, Arrived arrived) {
        String reference = AdmissionDesk.reference(read);
        if (forward.known().reference() == null) {
            KnownReference known = new KnownReference(reference, forward.caseKey());
            exits.emit(reference, lane.formats().references().encode(known), Nodes.REFERENCES);
        }
        book.rememberCase(reference, forward.caseKey(), forward.known().reference(), acceptedAt(read));
        SeenNotice.Builder seen =
                seen(read, Optional.ofNullable(forward.known().notice())).setCaseKey(forward.caseKey());
        book.rememberNotice(AdmissionDesk.id(read), seen, digest, acceptedAt(read));
        if (read.notice().getKind() == NoticeKind.RETRACTION) {
            expectOriginal(read, arrived, false);
        }
        toCase(read, forward.caseKey(), forward.link(), arrived.origin(), false);
    }

    /** As it went before. */
    void again(Understood read, Admission.Again again, Arrived arrived) {
        toCase(read, again.caseKey(), again.link(), arrived.origin(), true);
    }

    /** On its way like any other, so that all of it is tried; but no store and no other lane hears of it. */
    void rehearse(Understood read, Admission.Rehearse rehearse, Arrived arrived) {
        toCase(read, rehearse.caseKey(), null, arrived.origin(), false);
    }

    private void toCase(Understood read, String caseKey, @Nullable LinkKind link, Origin origin, boolean redriven) {
        AdmittedNotice admitted = AdmittedNotice.newBuilder()
                .setAccepted(ByteBuffer.wrap(acceptedFormat.encode(read.accepted())))
                .setTopic(origin.getTopic())
                .setPartition(origin.getPartition())
                .setOffset(origin.getOffset())
                .setLink(link == null ? null : link.name())
                .setRedriven(redriven)
                .build();
        Record<String, Parcel> record = new Record<>(
                caseKey,
                Parcel.of(admittedFormat.encode(admitted)),
                acceptedAt(read).toEpochMilli());
        OriginHeader.write(record.headers(), origin);
        context.forward(record, Nodes.TO_CASE_KEY);
    }

    /** A reference that is forgotten here is forgotten by the other lane too; a retraction that waited is closed. */
    void forgotten(Forgotten forgotten, Verdicts verdicts) {
        String reference = forgotten.reference();
        if (reference != null) {
            exits.tombstone(reference, Nodes.REFERENCES);
        }
        SeenNotice notice = forgotten.notice();
        if (notice != null
                && notice.getWithdrawal() != null
                && notice.getWithdrawal().getHeld()) {
            exits.heldChange(closed(notice.getSubmitterId(), notice.getWithdrawal(), Verdicts.EXPIRED, verdicts));
        }
    }

    private SeenNotice.Builder seen(Understood read) {
        return seen(read, book.seen(AdmissionDesk.id(read)));
    }

    private static SeenNotice.Builder seen(Understood read, Optional<SeenNotice> known) {
        return known.map(SeenNotice::newBuilder)
                .orElseGet(() -> ReferenceBook.unseen(read.notice().getSubmitterId()));
    }

    private static Outcome.Builder outcome(Understood read, Arrived arrived, Verdict verdict) {
        return arrived.verdicts().outcome(read.accepted(), arrived.origin(), verdict);
    }

    private static HeldChange closed(String submitterId, Withdrawal withdrawal, String reason, Verdicts verdicts) {
        Origin origin = new Origin(withdrawal.getTopic(), withdrawal.getPartition(), withdrawal.getOffset());
        return verdicts.closed(submitterId, withdrawal.getNoticeId(), origin, reason);
    }

    private static Instant acceptedAt(Understood read) {
        return read.accepted().getAcceptedAt();
    }
}
