package org.harborlight.connector.inbox;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.harborlight.connector.store.FewAtOnce;
import org.harborlight.connector.store.LaneId;
import org.harborlight.schemas.Lane;

/**
 * Reads one page of a partner's deliveries: the urgent lane first, each lane oldest first, as far as the lanes have
 * recorded them. Ends at a number of deliveries or of bytes, whichever comes first. Thread-safe; a call blocks on the
 * brokers, with a consumer of its own.
 */
final class PageReader {
    /** A page that is this large takes no further delivery. */
    static final int LARGE_PAGE = 2 * 1024 * 1024;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final InboxSources sources;
    /** One cursor behind what is kept leaves the other readers to the other partners. */
    private final FewAtOnce catchingUp = new FewAtOnce(1);

    /** What was read. */
    sealed interface Outcome {
        record Page(List<Buffer> bodies, InboxCursor cursor) implements Outcome {}

        record Expired(InboxCursor earliest) implements Outcome {}

        /** Whether it has expired cannot be told in time. */
        record NotKnown() implements Outcome {}
    }

    PageReader(InboxSources sources) {
        this.sources = sources;
    }

    Outcome read(Consumer<String, byte[]> consumer, String partnerId, InboxCursor cursor, int limit) {
        List<LaneId> lanes = List.of(new LaneId(partnerId, Lane.URGENT), new LaneId(partnerId, Lane.STANDARD));
        List<TopicPartition> partitions = new ArrayList<>();
        for (LaneId lane : lanes) {
            partitions.addAll(partitions(consumer, lane));
        }
        InboxSpan span = InboxSpan.of(consumer, partitions);
        return switch (span.place(cursor, sources.ends(), this::caughtUp)) {
            case InboxSpan.Place.Expired _ -> new Outcome.Expired(span.earliest());
            case InboxSpan.Place.NotKnown _ -> new Outcome.NotKnown();
            case InboxSpan.Place.At(InboxCursor placed) -> {
                try {
                    yield page(consumer, lanes, placed, span.readable(sources.ends()), limit);
                } catch (OffsetOutOfRangeException e) {
                    yield new Outcome.Expired(InboxSpan.of(consumer, partitions).earliest());
                }
            }
        };
    }

    private boolean caughtUp() {
        return catchingUp.ask(() -> sources.states().catchUp(PATIENCE));
    }

    private List<TopicPartition> partitions(Consumer<String, byte[]> consumer, LaneId lane) {
        return sources.probe().exists(lane.topic())
                ? consumer.partitionsFor(lane.topic()).stream()
                        .map(found -> new TopicPartition(found.topic(), found.partition()))
                        .toList()
                : List.of();
    }

    private Outcome page(
            Consumer<String, byte[]> consumer,
            List<LaneId> lanes,
            InboxCursor from,
            Map<TopicPartition, Long> ends,
            int limit) {
        Draft draft = new Draft(limit);
        for (LaneId lane : lanes) {
            Predicate<TopicPartition> ours = partition -> partition.topic().equals(lane.topic());
            LaneCut cut = new LaneCut(consumer, part(from.next(), ours), ends);
            if (!fill(draft, cut, new ItemMaker(lane, sources))) {
                break;
            }
            draft.next.putAll(part(ends, ours));
        }
        return new Outcome.Page(draft.bodies, from.moved(draft.next));
    }

    /** Whether the lane was read to its end. */
    private static boolean fill(Draft draft, LaneCut cut, ItemMaker maker) {
        while (!draft.full()) {
            Optional<ConsumerRecord<String, byte[]>> record;
            try {
                record = cut.next(PATIENCE);
            } catch (LaneCut.SlowBrokerException e) {
                if (draft.bodies.isEmpty()) {
                    throw e;
                }
                return false;
            }
            if (record.isEmpty()) {
                return true;
            }
            if (!draft.take(record.get(), maker.of(record.get()))) {
                return false;
            }
        }
        return false;
    }

    private static Map<TopicPartition, Long> part(Map<TopicPartition, Long> all, Predicate<TopicPartition> which) {
        return all.entrySet().stream()
                .filter(entry -> which.test(entry.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** A page that is being filled. */
    private static final class Draft {
        private final int limit;
        private final List<Buffer> bodies = new ArrayList<>();
        private final Map<TopicPartition, Long> next = new HashMap<>();
        private long bytes;

        Draft(int limit) {
            this.limit = limit;
        }

        boolean full() {
            return bodies.size() >= limit || bytes >= LARGE_PAGE;
        }

        /** Whether the page may go on behind the record. */
        boolean take(ConsumerRecord<String, byte[]> record, InboxItem item) {
            switch (item) {
                case InboxItem.NotYet _ -> {
                    return false;
                }
                case InboxItem.Passed _ -> {}
                case InboxItem.Body body -> {
                    bodies.add(body.json());
                    bytes += body.json().length();
                }
            }
            next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
            return true;
        }
    }
}
