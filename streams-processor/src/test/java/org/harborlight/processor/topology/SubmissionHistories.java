package org.harborlight.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import org.harborlight.processor.topology.SubmissionHistory.Act;
import org.harborlight.processor.topology.TwoLanes.Told;
import org.harborlight.schemas.IncidentNotice;

/**
 * What holds for any history of submissions, over both lanes as they run. All histories share two pairs of lanes, since
 * starting one takes longer than a history; each has people and incidents of its own. jqwik prints its seed, and shrinks
 * a history that fails.
 */
abstract class SubmissionHistories {
    private static final List<TwoLanes> LANES = new ArrayList<>();

    @Provide
    Arbitrary<SubmissionHistory> anything() {
        return SubmissionHistory.any(List.of(Act.values()), true);
    }

    /** In the order in which they were sent. */
    @Provide
    Arbitrary<SubmissionHistory> nothingWithdrawn() {
        return SubmissionHistory.any(List.of(Act.NEW, Act.REPEAT, Act.CONFLICT, Act.FOLLOW_UP, Act.CORRECTION), false);
    }

    static void assertPromises(SubmissionHistory history) {
        Told told = lanes(0).tell(history.notices());
        HistoryInvariants.assertOneOutcomeEach(told);
        HistoryInvariants.assertRepeatsAreReplays(told);
        HistoryInvariants.assertConflictsAreFlagged(told);
        HistoryInvariants.assertNothingIsTakenBack(told);
        new DeliveredNotices(told).assertComplete();
    }

    static void assertSameInOtherOrder(SubmissionHistory history, long order) {
        List<IncidentNotice> notices = history.notices();
        Told one = lanes(0).tell(notices);
        Told other = lanes(1).tell(SubmissionHistory.overPartitions(notices, order));
        assertThat(HistoryInvariants.whatStands(other)).isEqualTo(HistoryInvariants.whatStands(one));
    }

    private static TwoLanes lanes(int pair) {
        if (LANES.isEmpty()) {
            TestExchange exchange = TestExchange.standard();
            LANES.add(new TwoLanes(exchange, folder()));
            LANES.add(new TwoLanes(exchange, folder()));
        }
        return LANES.get(pair);
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory(Path.of("target"), "histories-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterContainer
    static void end() {
        LANES.forEach(TwoLanes::close);
        LANES.clear();
    }
}
