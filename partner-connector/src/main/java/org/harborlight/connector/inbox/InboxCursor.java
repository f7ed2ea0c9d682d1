package org.harborlight.connector.inbox;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a partner stands: the next offset in each partition of its two topics. Never goes back in any of them. Immutable.
 */
record InboxCursor(Map<TopicPartition, Long> next) {
    /** Before everything. */
    static final InboxCursor START = new InboxCursor(Map.of());

    InboxCursor {
        next = Map.copyOf(next);
    }

    /** Empty where the partner has never been. */
    OptionalLong at(TopicPartition partition) {
        Long known = next.get(partition);
        return known == null ? OptionalLong.empty() : OptionalLong.of(known);
    }

    /** Of a partner that stood there before a restore: what it read is not what is there now. */
    InboxCursor behindEveryEnd() {
        Map<TopicPartition, Long> behind = new HashMap<>();
        next.keySet().forEach(partition -> behind.put(partition, Long.MAX_VALUE));
        return new InboxCursor(behind);
    }

    InboxCursor moved(Map<TopicPartition, Long> to) {
        Map<TopicPartition, Long> moved = new HashMap<>(next);
        to.forEach((partition, offset) -> moved.merge(partition, offset, Math::max));
        return new InboxCursor(moved);
    }
}
