package org.harborlight.processor.operator;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.harborlight.processor.status.FrontierBook;
import org.harborlight.processor.status.LedgerBooks;
import org.harborlight.processor.status.LedgerNames;
import org.harborlight.processor.status.LedgerOrigins;
import org.harborlight.schemas.Topics;

/** Takes a {@link Cut} while the exchange runs. Blocks; for one thread. */
final class CutTaker {
    private final OffsetSource offsets;
    private final Supplier<Optional<LedgerBooks>> ledger;

    CutTaker(OffsetSource offsets, Supplier<Optional<LedgerBooks>> ledger) {
        this.offsets = offsets;
        this.ledger = ledger;
    }

    CutResult take(Patience patience) {
        Map<TopicPartition, Long> committedBefore = committed();
        Set<String> topics = offsets.topics();
        Map<String, Set<Integer>> whole = partitionsOfStores(topics);
        Optional<LedgerBooks> before = books(whole, patience);
        if (before.isEmpty()) {
            return new CutResult.Unavailable("rebalancing");
        }
        HopWait wait = new HopWait(offsets, patience);
        for (LedgerTopics.Hop hop : LedgerTopics.hops(topics)) {
            if (!wait.passed(hop)) {
                return new CutResult.Settling(
                        cut(committedBefore, before.get(), before.get(), committed()), hop.group());
            }
        }
        Optional<LedgerBooks> after = books(whole, patience);
        if (after.isEmpty()) {
            return new CutResult.Unavailable("rebalancing");
        }
        return new CutResult.Taken(
                cut(committedBefore, before.get(), after.get(), committedPast(after.get(), patience)));
    }

    private Cut cut(
            Map<TopicPartition, Long> committedBefore,
            LedgerBooks before,
            LedgerBooks after,
            Map<TopicPartition, Long> committedAfter) {
        return new Cut(
                committedBefore,
                before,
                after,
                committedAfter,
                offsets.beginnings(LedgerTopics.NOTICES),
                offsets.ends(LedgerTopics.NOTICES));
    }

    /** The books of all instances, once every partition of every store is in them exactly once. */
    private Optional<LedgerBooks> books(Map<String, Set<Integer>> whole, Patience patience) {
        while (true) {
            Optional<LedgerBooks> books = ledger.get()
                    .filter(found -> whole.entrySet().stream()
                            .allMatch(store -> found.covers(store.getKey(), store.getValue())));
            if (books.isPresent() || patience.over()) {
                return books;
            }
            patience.pause();
        }
    }

    private Map<String, Set<Integer>> partitionsOfStores(Set<String> topics) {
        return Map.of(
                LedgerNames.FRONTIERS, partitions(LedgerTopics.BY_ORIGIN),
                LedgerNames.DELIVERY_COUNTS, partitions(Set.of(Topics.DELIVERY_STATE)),
                LedgerNames.UNREADABLE_RECORDS, partitions(Set.of(Topics.OUTCOMES)),
                LedgerNames.REDRIVEN, partitions(Set.of(Topics.COMMAND_RESULTS)),
                LedgerNames.DELIVERED, partitions(LedgerTopics.partnerTopics(topics)));
    }

    private Set<Integer> partitions(Set<String> topics) {
        return offsets.ends(topics).keySet().stream()
                .map(TopicPartition::partition)
                .collect(Collectors.toSet());
    }

    private Map<TopicPartition, Long> committed() {
        Map<TopicPartition, Long> committed = new HashMap<>();
        LedgerOrigins.LANES.forEach(lane -> offsets.committed(LedgerTopics.group(lane))
                .forEach((partition, offset) -> {
                    if (LedgerTopics.NOTICES.contains(partition.topic())) {
                        committed.put(partition, offset);
                    }
                }));
        return committed;
    }

    /** A commit can be seen a moment later than the outcomes of the same transaction, so it is given that moment. */
    private Map<TopicPartition, Long> committedPast(LedgerBooks books, Patience patience) {
        Map<TopicPartition, Long> committed = committed();
        for (int tries = 0; tries < 20 && !patience.over() && !past(committed, books); tries++) {
            patience.pause();
            committed = committed();
        }
        return committed;
    }

    private static boolean past(Map<TopicPartition, Long> committed, LedgerBooks books) {
        return books.frontiers().entrySet().stream()
                .filter(origin -> LedgerTopics.NOTICES.contains(topic(origin.getKey())))
                .allMatch(origin -> above(committed, origin));
    }

    private static boolean above(Map<TopicPartition, Long> committed, Map.Entry<String, FrontierBook> origin) {
        int slash = origin.getKey().lastIndexOf('/');
        TopicPartition partition = new TopicPartition(
                topic(origin.getKey()), Integer.parseInt(origin.getKey().substring(slash + 1)));
        return origin.getValue().highest() < committed.getOrDefault(partition, 0L);
    }

    private static String topic(String origin) {
        return origin.substring(0, origin.lastIndexOf('/'));
    }
}
