package org.harborlight.connector.webhook;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/**
 * What was read and is not done. Of each notice only the first event is due; the others wait until it is told or given
 * up, and other notices do not wait for it. Nothing more is read while it is full, so that an endpoint that is away takes
 * little memory, and a restart repeats little of what was told ahead of an event that waits. When something is due is
 * told by a clock that is never put back. For one thread.
 */
final class EventWindow {
    /** Events that wait; as many more as are read at a time may come on top. */
    static final int MOST_WAITING = 256;
    /** Events that are done though one before them waits. */
    static final int MOST_AHEAD = 1_000;

    private final Map<String, Queue> queues = new LinkedHashMap<>();
    private final Map<TopicPartition, TreeSet<Long>> ahead = new HashMap<>();
    private final Map<TopicPartition, Long> ends = new HashMap<>();

    /** The events of one notice. */
    private static final class Queue {
        private final Deque<WaitingEvent> events = new ArrayDeque<>();
        private int failures;
        private int refusals;
        private Instant due = Instant.MIN;
    }

    void add(WaitingEvent event) {
        queues.computeIfAbsent(event.noticeKey(), _ -> new Queue()).events.add(event);
        passed(event.partition(), event.offset());
    }

    /** A record was read that is nothing to tell. */
    void passed(TopicPartition partition, long offset) {
        ends.put(partition, offset + 1);
    }

    /** The first events of so many notices at most, those that were read first before others. */
    List<WaitingEvent> due(Instant now, int most) {
        return queues.values().stream()
                .filter(queue -> !queue.due.isAfter(now))
                .limit(most)
                .map(queue -> queue.events.getFirst())
                .toList();
    }

    /** How often an event that is due has failed. */
    int failures(WaitingEvent event) {
        return queue(event).failures;
    }

    /** It is refused once more; returns how often by now, whatever else failed in between. */
    int refused(WaitingEvent event) {
        Queue queue = queue(event);
        queue.refusals++;
        return queue.refusals;
    }

    /** It failed once more, and is due again at that time. */
    void again(WaitingEvent event, Instant due) {
        Queue queue = queue(event);
        queue.failures++;
        queue.due = due;
    }

    /** It is told, or given up. */
    void done(WaitingEvent event) {
        Queue queue = queue(event);
        queue.events.removeFirst();
        queue.failures = 0;
        queue.refusals = 0;
        queue.due = Instant.MIN;
        if (queue.events.isEmpty()) {
            queues.remove(event.noticeKey());
        }
        TreeSet<Long> done = ahead.computeIfAbsent(event.partition(), _ -> new TreeSet<>());
        done.add(event.offset());
        done.headSet(firstWaiting(event.partition())).clear();
    }

    private long firstWaiting(TopicPartition partition) {
        return all().filter(event -> event.partition().equals(partition))
                .mapToLong(WaitingEvent::offset)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** Whether nothing more is to be read. */
    boolean full() {
        int told = ahead.values().stream().mapToInt(TreeSet::size).sum();
        return size() >= MOST_WAITING || told >= MOST_AHEAD;
    }

    private Queue queue(WaitingEvent event) {
        return Objects.requireNonNull(queues.get(event.noticeKey()), "the event does not wait here");
    }

    /** Where whoever comes next must begin, in each partition, so that nothing is left out. */
    Map<TopicPartition, Long> positions() {
        Map<TopicPartition, Long> positions = new HashMap<>(ends);
        all().forEach(event -> positions.merge(event.partition(), event.offset(), Math::min));
        return positions;
    }

    /** Another instance has these partitions. */
    void drop(Collection<TopicPartition> partitions) {
        for (Queue queue : List.copyOf(queues.values())) {
            queue.events.removeIf(event -> partitions.contains(event.partition()));
        }
        queues.values().removeIf(queue -> queue.events.isEmpty());
        partitions.forEach(partition -> {
            ends.remove(partition);
            ahead.remove(partition);
        });
    }

    boolean isEmpty() {
        return queues.isEmpty();
    }

    /** Whether something waits to be tried again. */
    boolean failing() {
        return queues.values().stream().anyMatch(queue -> queue.failures > 0);
    }

    int size() {
        return queues.values().stream().mapToInt(queue -> queue.events.size()).sum();
    }

    /** When there is something to do; in the past where there is now. */
    Optional<Instant> nextDue() {
        return queues.values().stream().map(queue -> queue.due).min(Instant::compareTo);
    }

    /** Since when the oldest waits. */
    Optional<Instant> oldest() {
        return all().map(WaitingEvent::at).min(Instant::compareTo);
    }

    private Stream<WaitingEvent> all() {
        return queues.values().stream().flatMap(queue -> queue.events.stream());
    }
}
