package org.harborlight.processor.operator;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.TopicPartition;

/**
 * Waits until an application has committed past where topics end now. Offsets alone do not tell: behind the last record
 * there can be a transaction marker or an aborted record that nobody commits, so a partition that does not move is looked
 * into. For one thread.
 */
final class HopWait {
    private final OffsetSource offsets;
    private final Patience patience;

    HopWait(OffsetSource offsets, Patience patience) {
        this.offsets = offsets;
        this.patience = patience;
    }

    /** False when time is over first. */
    boolean passed(LedgerTopics.Hop hop) {
        Map<TopicPartition, Long> waiting = new HashMap<>(offsets.ends(hop.topics()));
        Map<TopicPartition, Long> beginnings = offsets.beginnings(hop.topics());
        Map<TopicPartition, Long> before = Map.of();
        while (true) {
            Map<TopicPartition, Long> committed = offsets.committed(hop.group());
            Map<TopicPartition, Long> earlier = before;
            waiting.entrySet().removeIf(target -> {
                TopicPartition partition = target.getKey();
                long beginning = beginnings.getOrDefault(partition, 0L);
                long at = Math.max(committed.getOrDefault(partition, 0L), beginning);
                return at >= target.getValue()
                        || (still(earlier, committed, partition) && nothingBetween(partition, at, target.getValue()));
            });
            if (waiting.isEmpty()) {
                return true;
            }
            if (patience.over()) {
                return false;
            }
            before = committed;
            patience.pause();
        }
    }

    /** What the broker does not tell in time is waited for like a record. */
    private boolean nothingBetween(TopicPartition partition, long from, long to) {
        try {
            return offsets.nothingBetween(partition, from, to);
        } catch (OffsetsUnavailableException e) {
            if (e.late()) {
                return false;
            }
            throw e;
        }
    }

    private static boolean still(
            Map<TopicPartition, Long> earlier, Map<TopicPartition, Long> committed, TopicPartition partition) {
        return Objects.equals(earlier.getOrDefault(partition, -1L), committed.getOrDefault(partition, -1L));
    }
}
