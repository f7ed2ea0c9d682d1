package org.harborlight.processor.topology;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Duplicate, reordered and conflicting submissions, the same ones in every build; {@link LongSubmissionHistoryTest} tries
 * many more, and others each time.
 */
class SubmissionHistoryTest extends SubmissionHistories {
    private static final int TRIES = 24;
    /** Each goes through two pairs of lanes. */
    private static final int TRIES_IN_ANOTHER_ORDER = 12;

    private static final String SEED = "20261127";

    @Property(tries = TRIES, seed = SEED)
    void shouldKeepEveryPromiseWhateverIsSubmitted(@ForAll("anything") SubmissionHistory history) {
        assertPromises(history);
    }

    @Property(tries = TRIES_IN_ANOTHER_ORDER, seed = SEED)
    void shouldComeToTheSameWhateverTheOrderOfThePartitions(
            @ForAll("nothingWithdrawn") SubmissionHistory history, @ForAll long order) {
        assertSameInOtherOrder(history, order);
    }
}
