package org.harborlight.processor.status;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Partial sums of the ledger: what one instance, or all of them together, have counted. Sums of instances may be added
 * because each store partition is counted by one instance only; {@code covered} says which, so that a missing or a
 * doubled one is noticed. Immutable.
 *
 * @param frontiers by origin topic/partition
 * @param delivered deliveries in partner topics, by topic/partition
 * @param redriven notices that operators had put into the handovers, by topic/partition
 * @param deliveryCounts deliveries by partner/lane/state
 * @param unreadable records that could not be read, by topic/partition/reason
 * @param oldestUrgent acceptance, in milliseconds, of the oldest urgent delivery that is pending
 * @param containedMaterial when a desk said, in milliseconds, that a delivery contained material, by delivery id
 * @param covered partitions counted, by store; a partition stands twice when two instances counted it
 */
public record LedgerBooks(
        Map<String, FrontierBook> frontiers,
        Map<String, Long> delivered,
        Map<String, Long> redriven,
        Map<String, Long> deliveryCounts,
        Map<String, Long> unreadable,
        @Nullable Long oldestUrgent,
        Map<String, Long> containedMaterial,
        Map<String, List<Integer>> covered) {
    /** Stands in the place of a state for deliveries that left a terminal one. */
    public static final String ANOMALY = "ANOMALY";

    /** An instance of the version before tells neither what was redriven nor what contained material. */
    public LedgerBooks {
        redriven = Objects.requireNonNullElse(redriven, Map.of());
        containedMaterial = Objects.requireNonNullElse(containedMaterial, Map.of());
    }

    public static LedgerBooks empty() {
        return new LedgerBooks(Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), null, Map.of(), Map.of());
    }

    /** The sums of both. */
    public LedgerBooks plus(LedgerBooks other) {
        Map<String, FrontierBook> all = new HashMap<>(frontiers);
        all.putAll(other.frontiers);
        Map<String, Long> contained = new TreeMap<>(containedMaterial);
        contained.putAll(other.containedMaterial);
        Map<String, List<Integer>> both = new HashMap<>(covered);
        other.covered.forEach((store, partitions) -> both.merge(
                store,
                partitions,
                (a, b) -> Stream.concat(a.stream(), b.stream()).toList()));
        return new LedgerBooks(
                all,
                sum(delivered, other.delivered),
                sum(redriven, other.redriven),
                sum(deliveryCounts, other.deliveryCounts),
                sum(unreadable, other.unreadable),
                oldest(oldestUrgent, other.oldestUrgent),
                contained,
                both);
    }

    /** Whether each of the store's partitions was counted exactly once. */
    public boolean covers(String store, Set<Integer> partitions) {
        List<Integer> counted = covered.getOrDefault(store, List.of());
        return counted.size() == partitions.size() && new TreeSet<>(counted).equals(new TreeSet<>(partitions));
    }

    public long deliveriesIn(String state) {
        return deliveryCounts.entrySet().stream()
                .filter(count -> count.getKey().endsWith("/" + state))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private static Map<String, Long> sum(Map<String, Long> left, Map<String, Long> right) {
        Map<String, Long> sum = new TreeMap<>(left);
        right.forEach((key, count) -> sum.merge(key, count, Long::sum));
        return sum;
    }

    private static @Nullable Long oldest(@Nullable Long left, @Nullable Long right) {
        if (left == null || right == null) {
            return left == null ? right : left;
        }
        return Math.min(left, right);
    }
}
