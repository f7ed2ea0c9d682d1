package org.harborlight.processor.operator;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.harborlight.processor.status.LedgerBooks;

/**
 * A consistent cut through a running exchange. What was committed first, and what the ledger had counted then, has passed
 * every hop before the ledger is read again; what is committed last comes after all of it. So each figure of one book
 * lies between two readings of the other, and on a still exchange they are equal. Immutable.
 *
 * @param committedBefore what the lanes had committed of notices and handovers at the beginning
 * @param before the ledger at the beginning
 * @param after the ledger after all hops
 * @param committedAfter what the lanes have committed at the end
 * @param beginnings first offset that still exists, of notices
 * @param ends end offsets of notices, read last
 */
record Cut(
        Map<TopicPartition, Long> committedBefore,
        LedgerBooks before,
        LedgerBooks after,
        Map<TopicPartition, Long> committedAfter,
        Map<TopicPartition, Long> beginnings,
        Map<TopicPartition, Long> ends) {

    /** Whether something moved while the cut was taken. */
    boolean moving() {
        return !committedBefore.equals(committedAfter)
                || !before.frontiers().equals(after.frontiers())
                || !before.delivered().equals(after.delivered())
                || !before.redriven().equals(after.redriven())
                || !before.deliveryCounts().equals(after.deliveryCounts());
    }
}
