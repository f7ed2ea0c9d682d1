package org.harborlight.connector.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Origin;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.DecodeException;
import org.harborlight.schemas.codec.WireFormat;

/**
 * How far the lanes have come in the partner topics: behind the last delivery of each partition that stands in topic
 * delivery-state, whichever instance wrote it. What lies before that is in the books and can be acknowledged. Written by
 * the view's thread; any thread may read and wait.
 */
public final class RecordedEnds implements CompactedView.Watcher, ViewMemory, AutoCloseable {
    private final WireFormat<DeliveryState> format;
    private final Map<String, Map<TopicPartition, Long>> ends = new ConcurrentHashMap<>();
    private final Map<String, Progress> waiting = new ConcurrentHashMap<>();
    private volatile boolean closed;
    /** By the view's thread only. */
    private boolean unread;

    public RecordedEnds(WireFormat<DeliveryState> format) {
        this.format = format;
    }

    @Override
    public void found(String key, byte[] value) {
        read(value).ifPresent(state -> {
            Origin source = state.getSource();
            if (source != null) {
                ends.computeIfAbsent(source.getTopic(), _ -> new ConcurrentHashMap<>())
                        .merge(
                                new TopicPartition(source.getTopic(), source.getPartition()),
                                source.getOffset() + 1,
                                Math::max);
                Optional.ofNullable(waiting.get(state.getPartnerId())).ifPresent(Progress::signal);
            }
        });
    }

    @Override
    public JsonNode write() {
        ObjectNode written = JsonNodeFactory.instance.objectNode();
        ends.forEach((topic, partitions) -> {
            ObjectNode ofTopic = written.putObject(topic);
            partitions.forEach((partition, end) -> ofTopic.put(Integer.toString(partition.partition()), end));
        });
        return written;
    }

    @Override
    public boolean whole() {
        return !unread;
    }

    @Override
    public void read(JsonNode written) {
        written.forEachEntry((topic, partitions) ->
                partitions.forEachEntry((partition, end) -> ends.computeIfAbsent(topic, _ -> new ConcurrentHashMap<>())
                        .put(new TopicPartition(topic, Integer.parseInt(partition)), end.asLong())));
    }

    /** A value that is not a state counts as none, as in {@link DeliveryStates}. */
    private Optional<DeliveryState> read(byte[] value) {
        try {
            return Optional.of(format.decode(value));
        } catch (DecodeException e) {
            unread |= e.reason().equals(DecodeException.UNKNOWN_SCHEMA);
            return Optional.empty();
        }
    }

    /** The offset behind the last recorded delivery; 0 where there is none. */
    public long end(TopicPartition partition) {
        return ends.getOrDefault(partition.topic(), Map.of()).getOrDefault(partition, 0L);
    }

    /** Whether a delivery of the partner is recorded that lies behind the given offsets. */
    public boolean newer(String partnerId, Map<TopicPartition, Long> next) {
        return Stream.of(Lane.URGENT, Lane.STANDARD)
                .map(lane -> ends.getOrDefault(Topics.deliveries(partnerId, lane), Map.of()))
                .flatMap(partitions -> partitions.entrySet().stream())
                .anyMatch(end -> end.getValue() > next.getOrDefault(end.getKey(), 0L));
    }

    /** Waits until something holds that depends on the ends of one partner; false when the time is over. */
    public boolean await(String partnerId, BooleanSupplier reached, Duration patience) {
        Progress waiter = waiting.computeIfAbsent(partnerId, _ -> new Progress());
        return waiter.await(() -> closed || reached.getAsBoolean(), patience) && !closed;
    }

    /** Ends all waiting. */
    @Override
    public void close() {
        closed = true;
        waiting.values().forEach(Progress::signal);
    }
}
