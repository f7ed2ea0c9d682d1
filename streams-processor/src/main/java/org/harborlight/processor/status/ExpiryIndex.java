package org.harborlight.processor.status;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.harborlight.processor.index.Digits;
import org.jspecify.annotations.Nullable;

/**
 * Finds the entries of a store that have not changed for the retention, without reading the whole store. Each entry has
 * one index record under its earliest possible end; a sweep moves it on where the entry has changed since. For a stream
 * thread only.
 */
final class ExpiryIndex {
    private static final int MOST_PER_SWEEP = 2_000;

    private final KeyValueStore<String, byte[]> index;
    private final long retention;

    ExpiryIndex(KeyValueStore<String, byte[]> index, Duration retention) {
        this.index = index;
        this.retention = retention.toMillis();
    }

    /** Once for each new entry. */
    void watch(String key, long changedAt) {
        index.put(time(changedAt + retention) + "/" + key, new byte[] {1});
    }

    /**
     * Removes what has ended by now, a bounded number at a time.
     *
     * @param changedAt when an entry last changed; null when it is gone or never ends
     */
    void sweep(long now, Function<String, @Nullable Long> changedAt, Consumer<String> remove) {
        for (String entry : ended(now)) {
            String key = entry.substring(Digits.TIME + 1);
            Long changed = changedAt.apply(key);
            index.delete(entry);
            if (changed != null && changed + retention > now) {
                watch(key, changed);
            } else if (changed != null) {
                remove.accept(key);
            }
        }
    }

    private List<String> ended(long now) {
        List<String> entries = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> found = index.range(time(0), time(now))) {
            while (found.hasNext() && entries.size() < MOST_PER_SWEEP) {
                KeyValue<String, byte[]> next = found.next();
                entries.add(next.key);
            }
        }
        return entries;
    }

    private static String time(long millis) {
        return Digits.of(millis, Digits.TIME);
    }
}
