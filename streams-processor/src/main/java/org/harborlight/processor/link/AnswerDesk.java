package org.harborlight.processor.link;

import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.processor.api.Record;
import org.harborlight.processor.route.RoutingSnapshot;
import org.harborlight.schemas.Feedback;
import org.harborlight.schemas.FeedbackAnswer;
import org.harborlight.schemas.registry.SchemaRegistryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes desks' answers at the cases of one task: verifies them again, remembers them, and tells those whom they concern,
 * where the lane has the case. A case that it does not have says so with its first delivery. Used by the stream thread of
 * one task.
 */
final class AnswerDesk {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerDesk.class);

    private final LaneContext lane;
    private final AnswerReader reader;
    private final CaseAnswering answering;
    private final CaseReleasing releasing;
    private final CaseCabinet cabinet;
    private final CaseExits exits;

    AnswerDesk(
            LaneContext lane, CaseAnswering answering, CaseReleasing releasing, CaseCabinet cabinet, CaseExits exits) {
        this.lane = lane;
        this.reader = AnswerReader.ofCases(lane);
        this.answering = answering;
        this.releasing = releasing;
        this.cabinet = cabinet;
        this.exits = exits;
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

    /** What follows for a case; a case that cannot be read or routed does not stop the lane. */
    private interface Following {
        CaseChange of(CaseFile file, RoutingSnapshot routing, Verdicts verdicts);
    }

    private void carryOut(String caseId, Instant now, Following following) {
        RoutingSnapshot routing = lane.routing().get();
        Verdicts verdicts = new Verdicts(lane.lane(), routing.directory().head(), now);
        Optional<CaseChange> change;
        try {
            change = cabinet.findById(caseId).map(file -> decide(file, routing, verdicts, following));
        } catch (KafkaException | SchemaRegistryException infrastructure) {
            throw infrastructure;
        } catch (RuntimeException poison) {
            LOG.atError()
                    .addKeyValue("caseId", caseId)
                    .addKeyValue("error", poison.getClass().getName())
                    .log("alarm: an answer cannot be carried out; the next version of the case states it");
            return;
        }
        change.ifPresent(decided -> exits.carryOut(decided, Instant.EPOCH));
    }

    /**
     * Where the answer makes a version, what waits for the digest goes out before, so that the version shows nothing for the
     * first time. Whom the digest reached already may need no version any more.
     */
    private CaseChange decide(CaseFile file, RoutingSnapshot routing, Verdicts verdicts, Following following) {
        CaseChange answered = following.of(file, routing, verdicts);
        if (answered.dispatches().isEmpty() || !file.waits()) {
            return answered;
        }
        CaseChange digest = releasing.digest(file, routing, verdicts);
        return digest.then(following.of(digest.fileAfter(file), routing, verdicts));
    }
}
