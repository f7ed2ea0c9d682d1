package org.harborlight.processor.link;

import java.util.List;
import java.util.stream.Stream;
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

    static CaseChange nothing() {
        return new CaseChange(null, List.of(), List.of(), List.of(), null);
    }

    /** The case after it; as it was before, where it stays so. */
    CaseFile fileAfter(CaseFile before) {
        return file == null ? before : file;
    }

    CaseChange with(CaseFile changedFile) {
        return new CaseChange(changedFile, changed, dispatches, heldChanges, outcome);
    }

    /** Both, one after the other: what is said of one notice twice is said last by the other. */
    CaseChange then(CaseChange next) {
        return new CaseChange(
                next.file == null ? file : next.file,
                both(changed, next.changed),
                both(dispatches, next.dispatches),
                both(heldChanges, next.heldChanges),
                next.outcome == null ? outcome : next.outcome);
    }

    private static <T> List<T> both(List<T> first, List<T> then) {
        return Stream.concat(first.stream(), then.stream()).toList();
    }

    /** The case has the notice already. */
    static CaseChange replayed(Outcome outcome) {
        return new CaseChange(null, List.of(), List.of(), List.of(), outcome);
    }
}
