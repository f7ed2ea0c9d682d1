package org.harborlight.processor.link;

import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Record;
import org.harborlight.schemas.Feedback;
import org.harborlight.schemas.FeedbackAnswer;
import org.harborlight.schemas.Identifiers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what is told of the cases of one task: desks' answers, which it verifies again, and who has a case from the other
 * lane. Remembers it, and tells those whom it concerns. Used by the stream thread of one task.
 */
final class AnswerDesk {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerDesk.class);

    private final LaneContext lane;
    private final AnswerReader reader;
    private final CaseAnswering answering;
    private final CaseCabinet cabinet;
    private final Consequences consequences;
    private final Identifiers identifiers;

    AnswerDesk(
            LaneContext lane,
            CaseAnswering answering,
            CaseCabinet cabinet,
            Consequences consequences,
            Identifiers identifiers) {
        this.lane = lane;
        this.reader = AnswerReader.ofCases(lane);
        this.answering = answering;
        this.cabinet = cabinet;
        this.consequences = consequences;
        this.identifiers = identifiers;
    }

    void take(Record<String, Parcel> record, long wallClockMs) {
        Parcel parcel = record.value();
        switch (reader.read(
                record.key(), parcel == null ? null : parcel.bytes(), Instant.ofEpochMilli(record.timestamp()))) {
            case AnswerReader.Reading.Acts(var feedback) -> take(feedback, Instant.ofEpochMilli(wallClockMs));
            case AnswerReader.Reading.Passes() -> alarm("no-matter-of-a-case");
            case AnswerReader.Reading.Refused(var reason) -> alarm(reason);
        }
    }

    private static void alarm(String reason) {
        LOG.atError().addKeyValue("reason", reason).log("alarm: internal answer is not believed");
    }

    private void take(Feedback feedback, Instant now) {
        if (feedback.getAnswer() == FeedbackAnswer.WRONG_JURISDICTION) {
            if (cabinet.answers().takePlace(feedback, now)) {
                carryOut(feedback.getCaseId(), now, answering::reroute);
            }
        } else {
            cabinet.answers()
                    .takeHold(feedback, now)
                    .ifPresent(what -> carryOut(
                            feedback.getCaseId(),
                            now,
                            (file, routing, verdicts) -> answering.tellHotlines(file, routing, verdicts, what)));
        }
    }

    private void carryOut(String caseId, Instant now, Consequences.Following following) {
        consequences.carryOut(() -> caseId, () -> cabinet.findById(caseId), now, following);
    }

    /** Who has a case from the other lane; what this lane has of it goes to them as well. */
    void takeHolders(Record<String, Parcel> record, long wallClockMs) {
        String caseKey = record.key();
        if (cabinet.elsewhere().take(record)) {
            consequences.carryOut(
                    () -> identifiers.caseId(caseKey),
                    () -> cabinet.isShortOfHolders(caseKey) ? cabinet.findWhole(caseKey) : Optional.empty(),
                    Instant.ofEpochMilli(wallClockMs),
                    answering::share);
        }
    }

    /** What ended by itself. */
    void sweep(long wallClockMs) {
        Instant now = Instant.ofEpochMilli(wallClockMs);
        cabinet.answers()
                .sweep(now, lane.bounds().review().batch(), cabinet::keeps)
                .forEach(caseId -> carryOut(
                        caseId,
                        now,
                        (file, routing, verdicts) ->
                                answering.tellHotlines(file, routing, verdicts, Changes.HOLD_EXPIRED)));
    }
}
