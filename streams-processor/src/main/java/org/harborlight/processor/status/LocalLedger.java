package org.harborlight.processor.status;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.streams.errors.InvalidStateStorePartitionException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.harborlight.processor.state.Frontier;
import org.jspecify.annotations.Nullable;

/** Reads the counts in the stores that this instance owns at this moment, by interactive query. Safe for all threads. */
final class LocalLedger {
    private final LocalStores stores;

    LocalLedger(LocalStores stores) {
        this.stores = stores;
    }

    /** Empty while the stores cannot be asked. */
    Optional<LedgerBooks> books() {
        try {
            Map<String, List<Integer>> covered = new HashMap<>();
            Map<String, FrontierBook> frontiers = new TreeMap<>();
            this.<Frontier>entries(LedgerNames.FRONTIERS, covered)
                    .forEach((key, frontier) -> frontiers.put(key, FrontierBook.of(frontier)));
            Map<String, Long> unreadable = new TreeMap<>(sums(LedgerNames.UNREADABLE_RECORDS, covered));
            unreadable.putAll(sums(LedgerNames.UNREADABLE_STATES, covered));
            unreadable.putAll(sums(LedgerNames.UNREADABLE_ORIGINS, covered));
            unreadable.putAll(sums(LedgerNames.UNREADABLE_RESULTS, covered));
            return Optional.of(new LedgerBooks(
                    frontiers,
                    sums(LedgerNames.DELIVERED, covered),
                    sums(LedgerNames.REDRIVEN, covered),
                    sums(LedgerNames.DELIVERY_COUNTS, covered),
                    unreadable,
                    oldestUrgent(),
                    this.<Long>entries(LedgerNames.CONTAINED_MATERIAL, covered),
                    covered));
        } catch (StreamsException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    private Map<String, Long> sums(String store, Map<String, List<Integer>> covered) {
        Map<String, Long> sums = new TreeMap<>();
        scan(
                store,
                covered,
                (KeyValueIterator<String, Long> all) ->
                        all.forEachRemaining(entry -> sums.merge(entry.key, entry.value, Long::sum)));
        return sums;
    }

    private <V> Map<String, V> entries(String store, Map<String, List<Integer>> covered) {
        Map<String, V> entries = new TreeMap<>();
        scan(
                store,
                covered,
                (KeyValueIterator<String, V> all) ->
                        all.forEachRemaining(entry -> entries.put(entry.key, entry.value)));
        return entries;
    }

    private @Nullable Long oldestUrgent() {
        List<Long> firsts = new ArrayList<>();
        scan(LedgerNames.URGENT_PENDING, new HashMap<>(), (KeyValueIterator<String, Long> all) -> {
            if (all.hasNext()) {
                firsts.add(all.next().value);
            }
        });
        return firsts.stream().min(Long::compare).orElse(null);
    }

    private interface Scan<V> {
        void accept(KeyValueIterator<String, V> entries);
    }

    private <V> void scan(String store, Map<String, List<Integer>> covered, Scan<V> scan) {
        List<Integer> partitions = new ArrayList<>();
        for (int partition : stores.partitions()) {
            try (KeyValueIterator<String, V> entries =
                    stores.<V>active(store, partition).all()) {
                scan.accept(entries);
                partitions.add(partition);
            } catch (InvalidStateStorePartitionException notHere) {
                // A partition of another store, or another instance's by now: what is not covered is noticed.
            }
        }
        covered.put(store, List.copyOf(partitions));
    }
}
