package org.harborlight.processor.topology;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Duplicate, reordered and conflicting submissions; {@link LongSubmissionHistoryTest} tries many more. */
class SubmissionHistoryTest extends SubmissionHistories {
    private static final int TRIES = 12;

    @Property(tries = TRIES)
    void shouldKeepEveryPromiseWhateverIsSubmitted(@ForAll("anything") SubmissionHistory history) {
        assertPromises(history);
    }

    @Property(tries = TRIES)
    void shouldComeToTheSameWhateverTheOrderOfThePartitions(
            @ForAll("nothingWithdrawn") SubmissionHistory history, @ForAll long order) {
        assertSameInOtherOrder(history, order);
    }
}
