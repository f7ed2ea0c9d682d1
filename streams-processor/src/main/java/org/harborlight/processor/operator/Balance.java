package org.harborlight.processor.operator;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.harborlight.schemas.DeliveryStatus;
import org.harborlight.schemas.Verdict;

/**
 * The books of the exchange, line by line. Immutable.
 *
 * @param moving whether records moved while it was taken: then a line holds within two readings, not at one moment
 * @param waitingFor the application that had not caught up in time; the balance is then neither right nor wrong
 * @param problems what does not balance, in words
 */
public record Balance(
        Instant at,
        boolean moving,
        Optional<String> waitingFor,
        Accounts accounts,
        List<Line> lines,
        List<String> problems,
        List<Partition> partitions) {

    /** All sums. */
    public record Accounts(Notices notices, Held held, Deliveries deliveries, Handovers handovers, Faults faults) {}

    /**
     * Where the accepted notices are.
     *
     * @param notCommitted records that no lane has committed
     * @param undecided committed by the first hop, without an outcome yet
     */
    public record Notices(long accepted, long notCommitted, long undecided, Map<Verdict, Long> processed) {
        public long total() {
            return processed.values().stream().mapToLong(Long::longValue).sum();
        }

        public long inFlight() {
            return notCommitted + undecided;
        }
    }

    /**
     * What became of the held notices.
     *
     * @param total HELD verdicts
     */
    public record Held(long total, Map<String, Long> byReason, long released, long closed) {
        public long stillHeld() {
            return byReason.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /**
     * How the deliveries stand.
     *
     * @param written deliveries in the partner topics
     * @param byPartner counts by partner, lane and state
     */
    public record Deliveries(
            long written,
            Map<DeliveryStatus, Long> byState,
            Map<String, Map<String, Map<DeliveryStatus, Long>>> byPartner) {
        public long total() {
            return byState.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /**
     * Notices that were put into a lane once more, by the other lane or by an operator, and those that have their own
     * verdict there.
     */
    public record Handovers(long handedOver, long redriven, long settled) {
        public long total() {
            return handedOver + redriven;
        }

        public long inFlight() {
            return total() - settled;
        }
    }

    /** What must be zero. */
    public record Faults(long duplicates, long anomalies, long unreadable) {}

    /** One equation. */
    public record Line(String equation, long left, long right, boolean balances) {}

    /** One partition of notices. */
    public record Partition(
            String topic, int partition, long end, long committed, long nextOffset, long ahead, long duplicates) {}

    public boolean settling() {
        return waitingFor.isPresent();
    }

    /** Whether every line balances and every record below the committed offset has exactly one outcome, none above. */
    public boolean exact() {
        return !settling() && problems.isEmpty() && lines.stream().allMatch(Line::balances);
    }
}
