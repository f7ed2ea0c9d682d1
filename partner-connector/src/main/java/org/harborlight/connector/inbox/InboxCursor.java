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

    InboxCursor moved(Map<TopicPartition, Long> to) {
        Map<TopicPartition, Long> moved = new HashMap<>(next);
        to.forEach((partition, offset) -> moved.merge(partition, offset, Math::max));
        return new InboxCursor(moved);
    }
}
