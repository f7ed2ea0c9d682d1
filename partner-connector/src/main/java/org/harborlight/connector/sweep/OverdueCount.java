package org.harborlight.connector.sweep;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.harborlight.schemas.DeliveryState;

/** Counts the overdue deliveries of one row while a sweep runs, and keeps the names of the first. One thread. */
final class OverdueCount {
    static final int NAMED = 100;

    private final List<Overdue.Named> named = new ArrayList<>();
    private long count;
    private Instant oldest = Instant.MAX;

    void add(DeliveryState state, Instant since) {
        count++;
        if (since.isBefore(oldest)) {
            oldest = since;
        }
        if (named.size() < NAMED) {
            named.add(new Overdue.Named(state.getDeliveryId(), state.getCaseId(), since));
        }
    }

    Overdue of(Overdue.Row row) {
        return new Overdue(row, count, oldest, List.copyOf(named));
    }
}
