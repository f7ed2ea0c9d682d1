package org.harborlight.processor.status;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The next page of a submitter's list, merged from its partitions: always the earliest accepted of the partitions' next
 * ones, so that a page is the same whichever instances hold the partitions.
 *
 * @param next where the page after this one starts
 * @param more whether there is anything after it now
 */
record ListPage(List<ListedNotice> notices, ListPosition next, boolean more) {
    private static final Comparator<Deque<ListedNotice>> EARLIEST = Comparator.comparing(
                    (Deque<ListedNotice> partition) -> partition.getFirst().acceptedAt())
            .thenComparingInt(partition -> partition.getFirst().partition());

    /** Needs up to one notice more of each partition than the limit, to tell whether there is more. */
    static ListPage of(ListPart all, ListPosition after, int limit) {
        Map<Integer, Deque<ListedNotice>> partitions = new TreeMap<>();
        all.notices()
                .forEach(notice -> partitions
                        .computeIfAbsent(notice.partition(), _ -> new ArrayDeque<>())
                        .add(notice));
        Map<Integer, Long> next = new HashMap<>(after.offsets());
        List<ListedNotice> page = new ArrayList<>();
        Optional<Deque<ListedNotice>> earliest = earliest(partitions);
        while (earliest.isPresent() && page.size() < limit) {
            ListedNotice notice = earliest.get().removeFirst();
            page.add(notice);
            next.put(notice.partition(), notice.offset());
            earliest = earliest(partitions);
        }
        return new ListPage(page, new ListPosition(next), earliest.isPresent());
    }

    JsonObject toJson() {
        return new JsonObject()
                .put(
                        "notices",
                        new JsonArray(notices.stream().map(ListedNotice::line).toList()))
                .put("next", next.text())
                .put("more", more);
    }

    private static Optional<Deque<ListedNotice>> earliest(Map<Integer, Deque<ListedNotice>> partitions) {
        return partitions.values().stream()
                .filter(partition -> !partition.isEmpty())
                .min(EARLIEST);
    }
}
