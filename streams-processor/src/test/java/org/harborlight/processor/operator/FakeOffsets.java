package org.harborlight.processor.operator;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A broker whose offsets a test sets. For one thread. */
final class FakeOffsets implements OffsetSource {
    final Map<TopicPartition, Long> ends = new HashMap<>();
    final Map<TopicPartition, Long> readable = new HashMap<>();
    final Map<TopicPartition, Long> committed = new HashMap<>();
    final Map<TopicPartition, Long> beginnings = new HashMap<>();
    final Set<TopicPartition> owned = new HashSet<>();
    /** Offsets at which a committed record stands. */
    final Set<Long> records = new TreeSet<>();

    int looksAtRecords;
    /** So many looks at records are not answered in time. */
    int late;

    @Nullable
    KafkaException refusal;

    boolean away;

    /** The records of the partition end here, and no transaction is open. */
    FakeOffsets end(TopicPartition partition, long offset) {
        ends.put(partition, offset);
        readable.put(partition, offset);
        return this;
    }

    @Override
    public Set<String> topics() {
        if (away) {
            throw new OffsetsUnavailableException("topics", new IllegalStateException("away"));
        }
        Set<String> topics = new HashSet<>();
        ends.keySet().forEach(partition -> topics.add(partition.topic()));
        return topics;
    }

    @Override
    public Map<TopicPartition, Long> ends(Set<String> topics) {
        return of(ends, topics);
    }

    @Override
    public Map<TopicPartition, Long> beginnings(Set<String> topics) {
        return of(beginnings, topics);
    }

    @Override
    public Map<TopicPartition, Long> readable(Set<String> topics) {
        return of(readable, topics);
    }

    @Override
    public Set<TopicPartition> owned(String group) {
        return owned;
    }

    @Override
    public Map<TopicPartition, Long> committed(String group) {
        return committed;
    }

    @Override
    public boolean nothingBetween(TopicPartition partition, long from, long to) {
        looksAtRecords++;
        if (refusal != null) {
            throw new OffsetsUnavailableException("records", refusal);
        }
        if (late > 0) {
            late--;
            throw new OffsetsUnavailableException("records", new TimeoutException("late"));
        }
        return records.stream().noneMatch(offset -> offset >= from && offset < to);
    }

    private static Map<TopicPartition, Long> of(Map<TopicPartition, Long> all, Set<String> topics) {
        Map<TopicPartition, Long> found = new HashMap<>(all);
        found.keySet().removeIf(partition -> !topics.contains(partition.topic()));
        return found;
    }
}
