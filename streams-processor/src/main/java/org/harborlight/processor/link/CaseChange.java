package org.harborlight.processor.link;

import java.util.List;
import org.harborlight.processor.route.CaseNotice;
import org.harborlight.schemas.HeldChange;
import org.harborlight.schemas.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one decision about a case changes and emits, made whole before any of it is done. {@code file} is null
 * where the case stays as it is, {@code outcome} where no new notice caused it. Immutable.
 */
record CaseChange(
        @Nullable CaseFile file,
        List<CaseNotice> changed,
        List<Dispatch> dispatches,
        List<HeldChange> heldChanges,
        @Nullable Outcome outcome) {
    CaseChange {
        changed = List.copyOf(changed);
        dispatches = List.copyOf(dispatches);
        heldChanges = List.copyOf(heldChanges);
    }

    /** The case has the notice already. */
    static CaseChange replayed(Outcome outcome) {
        return new CaseChange(null, List.of(), List.of(), List.of(), outcome);
    }
}
