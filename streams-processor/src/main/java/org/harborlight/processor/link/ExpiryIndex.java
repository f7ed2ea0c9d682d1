package org.harborlight.processor.link;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.harborlight.processor.index.Digits;

/**
 * When what is to be forgotten, ordered by day, so that a sweep reads what is due and nothing else. Used by the stream
 * thread of one task.
 */
final class ExpiryIndex {
    private static final byte[] MARK = {1};
    private static final int DAY_DIGITS = 8;

    private final KeyValueStore<String, byte[]> store;

    ExpiryIndex(KeyValueStore<String, byte[]> store) {
        this.store = store;
    }

    /** One entry that is due. */
    record Due(long day, String key) {}

    /** The day on which something last touched at that time is due, counted from the epoch. */
    static long day(Instant touched, Duration retention) {
        return Math.floorDiv(
                touched.plus(retention).toEpochMilli(), Duration.ofDays(1).toMillis());
    }

    /** Moves a key to a later day; an earlier day leaves it where it is. Returns the day it stands under. */
    long move(String key, long before, long after) {
        if (after <= before) {
            return before;
        }
        if (before > 0) {
            remove(new Due(before, key));
        }
        store.put(entry(after, key), MARK);
        return after;
    }

    void remove(Due due) {
        store.delete(entry(due.day(), due.key()));
    }

    /** Up to {@code limit} entries due before the day of {@code now}. */
    List<Due> due(Instant now, int limit) {
        long today = Math.floorDiv(now.toEpochMilli(), Duration.ofDays(1).toMillis());
        List<Due> due = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> entries = store.range(entry(0, ""), entry(today, ""))) {
            while (due.size() < limit && entries.hasNext()) {
                String key = entries.next().key;
                int bar = key.indexOf('|');
                due.add(new Due(Long.parseLong(key.substring(0, bar)), key.substring(bar + 1)));
            }
        }
        return due;
    }

    private static String entry(long day, String key) {
        return Digits.of(day, DAY_DIGITS) + "|" + key;
    }
}
