package org.harborlight.processor.link;

import java.time.Instant;
import org.harborlight.schemas.CommandResult;
import org.harborlight.schemas.DeadLetter;
import org.harborlight.schemas.HeldChange;
import org.harborlight.schemas.Outcome;
import org.harborlight.schemas.command.CommandRules;
import org.jspecify.annotations.Nullable;

/**
 * Carries out what was decided about a case: stores and forwards, both or neither, since they share one transaction.
 * Used by the stream thread of one task.
 */
final class CaseExits {
    private final Exits exits;
    private final LaneFormats formats;
    private final CaseCabinet cabinet;

    CaseExits(Exits exits, LaneFormats formats, CaseCabinet cabinet) {
        this.exits = exits;
        this.formats = formats;
        this.cabinet = cabinet;
    }

    /**
     * A test is delivered, and not remembered.
     *
     * @param touched acceptance time that keeps the case from expiring
     */
    void carryOut(CaseChange change, Instant touched) {
        CaseFile file = change.file();
        if (file != null && !file.identity().test()) {
            cabinet.save(file, change.changed(), touched);
            if (file.hasUntoldHolders()) {
                exits.emit(
                        file.caseKey(),
                        cabinet.elsewhere()
                                .encode(file.caseKey(), file.snapshot().holders()),
                        Nodes.HOLDERS);
            }
        }
        for (Dispatch dispatch : change.dispatches()) {
            exits.emit(
                    dispatch.state().getDeliveryId(),
                    formats.deliveryState().encode(dispatch.state()),
                    Nodes.DELIVERY_STATE);
            exits.deliver(dispatch);
        }
        Outcome outcome = change.outcome();
        if (outcome != null) {
            exits.outcome(outcome);
        }
        change.heldChanges().forEach(exits::heldChange);
    }

    void close(HeldChange change) {
        exits.heldChange(change);
    }

    /** The other lane forgets who has the case from this one. */
    void forget(String caseKey) {
        exits.tombstone(caseKey, Nodes.HOLDERS);
    }

    /** What came of a command. */
    void answer(CommandResult result) {
        exits.emit(CommandRules.resultKey(result), formats.commandResults().encode(result), Nodes.LINK_RESULTS);
    }

    /** @param outcome null where the notice has one */
    void deadLetter(String key, DeadLetter letter, @Nullable Outcome outcome) {
        exits.deadLetter(key, letter);
        if (outcome != null) {
            exits.outcome(outcome);
        }
    }
}
