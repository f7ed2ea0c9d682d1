package org.harborlight.processor.operator;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.harborlight.processor.status.FrontierBook;
import org.harborlight.processor.status.LedgerBooks;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Topics;

/** A cut through a small exchange that balances, to be broken in one place by each test. For one thread. */
final class TestCut {
    static final Map<String, Long> VERDICTS_OF_NINE = Map.of("OPENED", 5L, "HELD", 3L, "HANDED_OVER", 1L);

    private static final FrontierBook.PageBook NO_PAGES = new FrontierBook.PageBook(0, null, null);

    private final Map<String, FrontierBook> frontiers = new TreeMap<>();
    private final Map<String, Long> delivered = new TreeMap<>();
    private final Map<String, Long> redriven = new TreeMap<>();
    private final Map<String, Long> states = new TreeMap<>();
    private final Map<String, Long> unreadable = new TreeMap<>();
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private final Map<TopicPartition, Long> beginnings = new HashMap<>();
    private final Map<TopicPartition, Long> ends = new HashMap<>();

    private TestCut() {}

    /**
     * Twelve notices on the standard lane, ten of them committed: three were held, one of which still is; one was handed
     * over. Four deliveries to one partner on two lanes.
     */
    static TestCut good() {
        String standard = Topics.notices(Lane.STANDARD) + "/0";
        return new TestCut()
                .end(Lane.STANDARD, 12)
                .end(Lane.URGENT, 0)
                .committed(Lane.STANDARD, 10)
                .frontier(
                        standard,
                        frontier(10, 9, 0, Map.of("OPENED", 5L, "HELD", 3L, "HANDED_OVER", 1L, "DEAD_LETTERED", 1L)))
                .held(standard, new FrontierBook.HeldBook(Map.of("no-recipient", 1L), 1, 1, 0, 0))
                .frontier(Topics.handovers(Lane.URGENT) + "/0", frontier(0, 4, 0, Map.of("LINKED", 1L)))
                .written("police-de", Lane.STANDARD, 3)
                .state("police-de/STANDARD/PENDING", 1)
                .state("police-de/STANDARD/RECEIPTED", 2)
                .written("police-de", Lane.URGENT, 1)
                .state("police-de/URGENT/EXPIRED", 1);
    }

    static FrontierBook frontier(long next, long highest, long ahead, Map<String, Long> verdicts) {
        return new FrontierBook(
                next, highest, ahead, verdicts, 0, new FrontierBook.HeldBook(Map.of(), 0, 0, 0, 0), NO_PAGES);
    }

    TestCut end(Lane lane, long offset) {
        ends.put(notices(lane), offset);
        return this;
    }

    TestCut beginning(Lane lane, long offset) {
        beginnings.put(notices(lane), offset);
        return this;
    }

    TestCut committed(Lane lane, long offset) {
        committed.put(notices(lane), offset);
        return this;
    }

    /** Books of an origin partition; what is held there stays as it was. */
    TestCut frontier(String origin, FrontierBook book) {
        FrontierBook before = frontiers.getOrDefault(origin, book);
        frontiers.put(origin, with(book, book.duplicates(), before.held()));
        return this;
    }

    TestCut held(String origin, FrontierBook.HeldBook held) {
        FrontierBook book = book(origin);
        frontiers.put(origin, with(book, book.duplicates(), held));
        return this;
    }

    TestCut duplicates(String origin, long duplicates) {
        FrontierBook book = book(origin);
        frontiers.put(origin, with(book, duplicates, book.held()));
        return this;
    }

    TestCut written(String partner, Lane lane, long count) {
        delivered.put(Topics.deliveries(partner, lane) + "/0", count);
        return this;
    }

    TestCut redriven(Lane lane, long count) {
        redriven.put(Topics.handovers(lane) + "/0", count);
        return this;
    }

    /** @param key partner/lane/state */
    TestCut state(String key, long count) {
        states.put(key, count);
        return this;
    }

    TestCut unreadable(String key, long count) {
        unreadable.put(key.toLowerCase(Locale.ROOT), count);
        return this;
    }

    /** Nothing moved while it was taken. */
    Cut cut() {
        return until(this);
    }

    /** Things were like this at the beginning, and like the other at the end. */
    Cut until(TestCut end) {
        return new Cut(committed, books(), end.books(), end.committed, end.beginnings, end.ends);
    }

    LedgerBooks books() {
        return new LedgerBooks(frontiers, delivered, redriven, states, unreadable, null, Map.of(), Map.of());
    }

    private FrontierBook book(String origin) {
        return Objects.requireNonNull(frontiers.get(origin));
    }

    private static FrontierBook with(FrontierBook book, long duplicates, FrontierBook.HeldBook held) {
        return new FrontierBook(
                book.nextOffset(), book.highest(), book.ahead(), book.verdicts(), duplicates, held, book.pages());
    }

    private static TopicPartition notices(Lane lane) {
        return new TopicPartition(Topics.notices(lane), 0);
    }
}
