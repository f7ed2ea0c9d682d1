package org.harborlight.connector.lane;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.harborlight.connector.push.SignedDelivery;

/**
 * New deliveries that go out at once: never two of one case, since the later one has to wait until the earlier one
 * is settled. Belongs to the lane's thread.
 */
final class Sending {
    /** Signed bytes under way at once; the bodies are a few times as large. */
    private static final int LARGE = 512 * 1024;

    private static final int ASIDE = 64;

    private final int most;
    private final boolean aside;
    private int waiting;
    private final List<Candidate> candidates = new ArrayList<>();
    private final Set<String> cases = new HashSet<>();
    private long bytes;

    /** A delivery that may be sent now. */
    record Candidate(PendingDelivery delivery, SignedDelivery signed) {}

    private Sending(int most, boolean aside) {
        this.most = most;
        this.aside = aside;
    }

    /** As much as the turn allows; where that is nothing, some are put aside, so that they stand in the books. */
    static Sending of(PartnerPace.Turn turn, int batchSize) {
        return turn.isEmpty()
                ? new Sending(ASIDE, true)
                : new Sending(Math.min(turn.deliveries(), turn.requests() * batchSize), false);
    }

    /** Whether a delivery has to wait for a turn. */
    boolean aside() {
        return aside;
    }

    void putAside() {
        waiting++;
    }

    void add(Candidate candidate) {
        candidates.add(candidate);
        cases.add(candidate.delivery().caseId());
        bytes += candidate.signed().envelope().getPayload().remaining();
    }

    boolean holds(String caseId) {
        return cases.contains(caseId);
    }

    boolean full() {
        return candidates.size() + waiting >= most || bytes >= LARGE;
    }

    List<Candidate> candidates() {
        return candidates;
    }
}
