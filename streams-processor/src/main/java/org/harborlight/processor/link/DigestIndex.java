package org.harborlight.processor.link;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.harborlight.processor.index.Digits;

/** Which case's digest is due when, in the order of time. Used by the stream thread of one task. */
final class DigestIndex {
    private static final byte[] MARK = {1};

    private final KeyValueStore<String, byte[]> store;

    DigestIndex(KeyValueStore<String, byte[]> store) {
        this.store = store;
    }

    /** One entry; {@code at} in milliseconds since 1970. */
    record Due(long at, String caseKey) {}

    /** Moves a case from one time to another; 0 stands for none. */
    void move(String caseKey, long before, long after) {
        if (before == after) {
            return;
        }
        if (before > 0) {
            remove(new Due(before, caseKey));
        }
        if (after > 0) {
            store.put(entry(after, caseKey), MARK);
        }
    }

    void remove(Due due) {
        store.delete(entry(due.at(), due.caseKey()));
    }

    /** Up to {@code limit} entries that are due, the longest due first. */
    List<Due> due(long now, int limit) {
        List<Due> due = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> entries = store.range(entry(0, ""), entry(now, "~"))) {
            while (due.size() < limit && entries.hasNext()) {
                String key = entries.next().key;
                int bar = key.indexOf('|');
                due.add(new Due(Long.parseLong(key.substring(0, bar)), key.substring(bar + 1)));
            }
        }
        return due;
    }

    private static String entry(long at, String caseKey) {
        return Digits.of(at, Digits.TIME) + "|" + caseKey;
    }
}
