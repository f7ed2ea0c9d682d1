package org.harborlight.processor.link;

import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.harborlight.schemas.DeadLetter;
import org.harborlight.schemas.HeldChange;
import org.harborlight.schemas.Outcome;
import org.harborlight.schemas.Topics;

/**
 * What every stage may emit: outcomes, dead letters, held changes. Values are encoded here; what leaves carries the time
 * of the decision, so that topic retention counts from then. Used by the stream thread of one task.
 */
final class Exits {
    /** Names of the stage's sinks. */
    record Sinks(String outcomes, String deadLetters, String heldChanges) {}

    private final ProcessorContext<String, Parcel> context;
    private final LaneFormats formats;
    private final Sinks sinks;

    Exits(ProcessorContext<String, Parcel> context, LaneFormats formats, Sinks sinks) {
        this.context = context;
        this.formats = formats;
        this.sinks = sinks;
    }

    void outcome(Outcome outcome) {
        emit(
                Topics.noticeKey(outcome.getSubmitterId(), outcome.getNoticeId()),
                formats.outcomes().encode(outcome),
                sinks.outcomes());
    }

    void heldChange(HeldChange change) {
        emit(
                Topics.noticeKey(change.getSubmitterId(), change.getNoticeId()),
                formats.heldChanges().encode(change),
                sinks.heldChanges());
    }

    void deadLetter(String key, DeadLetter letter) {
        emit(key, formats.deadLetters().encode(letter), sinks.deadLetters());
    }

    /** To the partner's own topic. */
    void deliver(Dispatch dispatch) {
        forward(
                dispatch.caseId(),
                new Parcel(formats.deliveries().encode(dispatch.envelope()), dispatch.topic()),
                Nodes.DELIVERIES);
    }

    void emit(String key, byte[] value, String sink) {
        forward(key, Parcel.of(value), sink);
    }

    void tombstone(String key, String sink) {
        forward(key, Parcel.tombstone(), sink);
    }

    private void forward(String key, Parcel parcel, String sink) {
        context.forward(new Record<>(key, parcel, context.currentSystemTimeMs()), sink);
    }
}
