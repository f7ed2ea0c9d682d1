package org.harborlight.connector.sweep;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.EscalationTarget;
import org.harborlight.schemas.Origin;

/** Looks through all pending deliveries, whichever instance works on them and whatever a lane believes. Immutable. */
final class OverdueSweep {
    /** All pending deliveries, one after the other; may be asked twice. */
    interface Pending {
        void each(Consumer<DeliveryState> look);
    }

    private final Duration patience;

    /** @param patience how long after its time a delivery is overdue */
    OverdueSweep(Duration patience) {
        this.patience = patience;
    }

    List<Overdue> sweep(Pending pending, Instant now) {
        Map<String, Long> heads = new HashMap<>();
        pending.each(state -> {
            if (state.getSource() != null) {
                heads.merge(queue(state), state.getSource().getOffset(), Math::min);
            }
        });
        List<Overdue> found = new ArrayList<>();
        pending.each(state -> judge(state, heads, now).ifPresent(found::add));
        return found;
    }

    private Optional<Overdue> judge(DeliveryState state, Map<String, Long> heads, Instant now) {
        Instant due = state.getDueBy();
        if (state.getSource() == null) {
            return overdue(state, Overdue.Kind.NOT_READ, state.getUpdatedAt(), now);
        }
        if (due != null && nobodyTold(state) && due.plus(patience).isBefore(now)) {
            return overdue(state, Overdue.Kind.NOBODY_TOLD, due, now);
        }
        Instant next = state.getNextAttemptAt();
        if (next == null && waits(state, heads)) {
            return Optional.empty();
        }
        return overdue(state, Overdue.Kind.NOT_TRIED, next == null ? state.getUpdatedAt() : next, now);
    }

    private Optional<Overdue> overdue(DeliveryState state, Overdue.Kind kind, Instant since, Instant now) {
        return since.plus(patience).isBefore(now) ? Optional.of(new Overdue(state, kind, since)) : Optional.empty();
    }

    /** For an earlier delivery of its case, which is looked at for itself. */
    private static boolean waits(DeliveryState state, Map<String, Long> heads) {
        long own = state.getSource().getOffset();
        return heads.getOrDefault(queue(state), own) < own;
    }

    private static boolean nobodyTold(DeliveryState state) {
        return state.getEscalations().stream().noneMatch(told -> told.getTo() == EscalationTarget.OPERATOR);
    }

    private static String queue(DeliveryState state) {
        Origin source = state.getSource();
        return source.getTopic() + "/" + source.getPartition() + "/" + state.getCaseId();
    }
}
