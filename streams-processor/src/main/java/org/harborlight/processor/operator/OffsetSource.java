package org.harborlight.processor.operator;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * Where the topics end and how far the applications have committed, measured at the broker. Every method blocks and
 * throws {@link OffsetsUnavailableException} when the broker does not answer. A topic that does not exist has no
 * partitions.
 */
interface OffsetSource {
    /** Names of all topics. */
    Set<String> topics();

    /** High watermarks: what is written, committed or not. */
    Map<TopicPartition, Long> ends(Set<String> topics);

    Map<TopicPartition, Long> beginnings(Set<String> topics);

    /** How far committed records can be read: the end, or the beginning of the first transaction that is open. */
    Map<TopicPartition, Long> readable(Set<String> topics);

    /** Partitions that a member of the consumer group has to read now. */
    Set<TopicPartition> owned(String group);

    /** What a consumer group has committed; a partition without a commit is left out. */
    Map<TopicPartition, Long> committed(String group);

    /**
     * Whether no committed record stands in the range: transaction markers and aborted records take offsets too.
     *
     * @throws OffsetsUnavailableException also where the broker answers, but not in time: see {@link
     *     OffsetsUnavailableException#late()}
     */
    boolean nothingBetween(TopicPartition partition, long from, long to);
}
