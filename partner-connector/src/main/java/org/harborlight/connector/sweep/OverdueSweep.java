package org.harborlight.connector.sweep;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.EscalationTarget;

/** Looks through all pending deliveries, whichever instance works on them and whatever a lane believes. Immutable. */
final class OverdueSweep {
    private final Duration patience;

    /** @param patience how long after its time a delivery is overdue */
    OverdueSweep(Duration patience) {
        this.patience = patience;
    }

    /** One for each row in which there is any, in their order. */
    List<Overdue> sweep(OverdueWatch.Pending pending, Instant now) {
        QueueHeads heads = new QueueHeads();
        pending.each(state -> {
            if (state.getSource() != null) {
                heads.add(state);
            }
        });
        Map<Overdue.Row, OverdueCount> found = new TreeMap<>();
        pending.each(state -> judge(state, heads, now, found));
        return found.entrySet().stream()
                .map(counted -> counted.getValue().of(counted.getKey()))
                .toList();
    }

    private void judge(DeliveryState state, QueueHeads heads, Instant now, Map<Overdue.Row, OverdueCount> found) {
        Instant due = state.getDueBy();
        Instant next = state.getNextAttemptAt();
        if (state.getSource() == null) {
            overdue(state, Overdue.Kind.NOT_READ, state.getUpdatedAt(), now, found);
        } else if (due != null && nobodyTold(state) && due.plus(patience).isBefore(now)) {
            overdue(state, Overdue.Kind.NOBODY_TOLD, due, now, found);
        } else if (next != null || !heads.waits(state)) {
            overdue(state, Overdue.Kind.NOT_TRIED, next == null ? state.getUpdatedAt() : next, now, found);
        }
    }

    private void overdue(
            DeliveryState state, Overdue.Kind kind, Instant since, Instant now, Map<Overdue.Row, OverdueCount> found) {
        if (since.plus(patience).isBefore(now)) {
            Overdue.Row row = new Overdue.Row(state.getPartnerId(), state.getLane(), kind);
            found.computeIfAbsent(row, _ -> new OverdueCount()).add(state, since);
        }
    }

    private static boolean nobodyTold(DeliveryState state) {
        return state.getEscalations().stream().noneMatch(told -> told.getTo() == EscalationTarget.OPERATOR);
    }
}
