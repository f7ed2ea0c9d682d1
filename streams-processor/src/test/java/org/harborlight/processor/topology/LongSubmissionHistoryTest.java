package org.harborlight.processor.topology;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;

/** As {@link SubmissionHistoryTest}, for longer. */
@Tag("faults")
class LongSubmissionHistoryTest extends SubmissionHistories {
    private static final int TRIES = 1_000;

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
