package org.harborlight.processor.link;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.harborlight.processor.error.DeadLetters;
import org.harborlight.processor.error.RecordBounds;
import org.harborlight.processor.state.AdmittedNotice;
import org.harborlight.processor.state.SeenNotice;
import org.harborlight.schemas.AcceptedNotice;
import org.harborlight.schemas.CommandKind;
import org.harborlight.schemas.CommandedIncident;
import org.harborlight.schemas.Identifiers;
import org.harborlight.schemas.KnownReference;
import org.harborlight.schemas.MovedNotice;
import org.harborlight.schemas.Origin;
import org.harborlight.schemas.Verdict;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.codec.DecodeException;
import org.harborlight.schemas.codec.SingleObject;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Admits what left a case: sends it to the incident's own case, and with the last notice that a command moves remembers
 * that case for the reference, so that whatever comes later follows, behind what was moved. Believes the operators'
 * signatures and nobody who wrote to the topic. Used by the stream thread of one task.
 */
final class MoveDesk {
    private static final Logger LOG = LoggerFactory.getLogger(MoveDesk.class);
    private static final Exits.Sinks SINKS =
            new Exits.Sinks(Nodes.ADMIT_OUTCOMES, Nodes.ADMIT_DEAD_LETTERS, Nodes.ADMIT_HELD_CHANGES);
    private static final String MALFORMED_RECORD = "malformed-record";
    private static final String UNVERIFIED_MOVE = "unverified-move";

    private final LaneContext lane;
    private final OrderReader orders;
    private final ReferenceBook book;
    private final Identifiers identifiers;
    private final ProcessorContext<String, Parcel> context;
    private final Exits exits;
    private final SingleObject<AdmittedNotice> admittedFormat;
    private final SingleObject<AcceptedNotice> acceptedFormat;

    MoveDesk(ProcessorContext<String, Parcel> context, LaneContext lane, ReferenceBook book, Identifiers identifiers) {
        this.lane = lane;
        this.orders = new OrderReader(lane);
        this.book = book;
        this.identifiers = identifiers;
        this.context = context;
        this.exits = new Exits(context, lane.formats(), SINKS);
        this.admittedFormat =
                SingleObject.of(AdmittedNotice.class, lane.formats().writers());
        this.acceptedFormat =
                SingleObject.of(AcceptedNotice.class, lane.formats().writers());
    }

    /** A record as read: the move, what the stages say of its notice, and the notice as accepted. */
    private record Move(MovedNotice record, AdmittedNotice admitted, AcceptedNotice accepted) {
        boolean fits() {
            return accepted.getReference().equals(record.getReference())
                    && (record.getCommand() == null) == (admitted.getMoved() == null)
                    && Verdicts.canBe(accepted);
        }
    }

    void take(Record<String, byte[]> record, Origin place, Verdicts verdicts) {
        Optional<Move> read = read(record.value());
        if (read.isEmpty()) {
            deadLetter(record, MALFORMED_RECORD, place, verdicts);
            return;
        }
        Move move = read.get();
        ByteBuffer command = move.record().getCommand();
        if (command == null) {
            follow(record, move, verdicts);
        } else if (isOrdered(move.record(), command, place, verdicts.decidedAt())) {
            move(record, move);
        } else {
            deadLetter(record, UNVERIFIED_MOVE, place, verdicts);
        }
    }

    private Optional<Move> read(byte @Nullable [] value) {
        if (value == null || !RecordBounds.fits(value)) {
            return Optional.empty();
        }
        try {
            MovedNotice record = lane.formats().moves().decode(value);
            AdmittedNotice admitted = admittedFormat.decode(record.getNotice());
            return Optional.of(new Move(record, admitted, acceptedFormat.decode(admitted.getAccepted())))
                    .filter(Move::fits);
        } catch (DecodeException unreadable) {
            return Optional.empty();
        }
    }

    /** One that has become too old on the way was carried out in time: its answer stands. */
    private boolean isOrdered(MovedNotice record, ByteBuffer command, Origin place, Instant now) {
        return orders.read(Bytes.copy(command), place, now)
                .filter(order -> order.command().getKind() == CommandKind.UNLINK)
                .map(order -> order.command().getIncident())
                .map(CommandedIncident::getReference)
                .filter(record.getReference()::equals)
                .isPresent();
    }

    private void move(Record<String, byte[]> record, Move move) {
        String reference = move.record().getReference();
        String caseKey = identifiers.caseKeyOfUnlinked(reference);
        context.forward(onward(record, caseKey, move), Nodes.TO_CASE_KEY);
        if (move.record().getLast()) {
            book.moveCase(reference, caseKey, move.accepted().getAcceptedAt());
            exits.emit(
                    reference,
                    lane.formats().references().encode(new KnownReference(reference, caseKey)),
                    Nodes.REFERENCES);
        }
    }

    /** It was admitted before its incident left, and comes behind it; a retraction of it may have come before. */
    private void follow(Record<String, byte[]> record, Move move, Verdicts verdicts) {
        AcceptedNotice accepted = move.accepted();
        AdmittedNotice admitted = move.admitted();
        String caseKey = identifiers.caseKeyOfUnlinked(accepted.getReference());
        if (!isWithdrawnThere(accepted, caseKey)) {
            context.forward(onward(record, caseKey, move), Nodes.TO_CASE_KEY);
            return;
        }
        Origin origin = new Origin(admitted.getTopic(), admitted.getPartition(), admitted.getOffset());
        exits.outcome(verdicts.outcome(accepted, origin, Verdict.HELD)
                .setReason(Verdicts.WITHDRAWN_BEFORE_ARRIVAL)
                .build());
        exits.heldChange(
                verdicts.closed(accepted.getSubmitterId(), accepted.getNoticeId(), origin, Verdicts.RETRACTED));
    }

    /** Whether the retraction of it went to the incident's own case, where it found nothing to withdraw. */
    private boolean isWithdrawnThere(AcceptedNotice accepted, String caseKey) {
        return book.seen(new NoticeRef(accepted.getReference(), accepted.getNoticeId()))
                .map(SeenNotice::getWithdrawal)
                .flatMap(withdrawal -> book.seen(new NoticeRef(accepted.getReference(), withdrawal.getNoticeId())))
                .map(SeenNotice::getCaseKey)
                .filter(caseKey::equals)
                .isPresent();
    }

    private Record<String, Parcel> onward(Record<String, byte[]> record, String caseKey, Move move) {
        return new Record<>(
                caseKey,
                Parcel.of(Bytes.copy(move.record().getNotice())),
                move.accepted().getAcceptedAt().toEpochMilli(),
                record.headers());
    }

    /** Only one without a verdict has a header that names its record; that one gets an outcome, and no other a second. */
    private void deadLetter(Record<String, byte[]> record, String reason, Origin place, Verdicts verdicts) {
        LOG.atError()
                .addKeyValue("reason", reason)
                .addKeyValue("topic", place.getTopic())
                .addKeyValue("partition", place.getPartition())
                .addKeyValue("offset", place.getOffset())
                .log("alarm: a moved notice is dead-lettered");
        Optional<Origin> notice = OriginHeader.read(record.headers());
        exits.deadLetter(
                DeadLetters.key(record.key()),
                DeadLetters.letter(record.value(), reason, notice.orElse(place), verdicts.decidedAt()));
        notice.ifPresent(origin -> exits.outcome(verdicts.unread(null, origin, reason)));
    }
}
