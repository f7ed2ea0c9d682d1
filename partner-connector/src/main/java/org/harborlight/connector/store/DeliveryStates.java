package org.harborlight.connector.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.DeliveryStatus;
import org.harborlight.schemas.Origin;
import org.harborlight.schemas.codec.DecodeException;
import org.harborlight.schemas.codec.WireFormat;

/**
 * The retry ledger as it stands in topic delivery-state: the latest state of every delivery, and which ones still wait,
 * by the partition they were read from. Lags behind the topic by moments; see {@link CompactedView}. Any thread.
 */
public final class DeliveryStates {
    /** No topic is called so. */
    private static final String UNREAD = "unread/";

    private final CompactedView view;
    private final WireFormat<DeliveryState> format;

    public DeliveryStates(CompactedView view, WireFormat<DeliveryState> format) {
        this.view = view;
        this.format = format;
    }

    /** For the view: finds the deliveries that wait by the partition they were read from. */
    public static CompactedView.SecondKey byWaitingPartition(WireFormat<DeliveryState> format) {
        return (key, value) -> {
            try {
                return waitingKey(key, format.decode(value));
            } catch (DecodeException e) {
                return Optional.empty();
            }
        };
    }

    private static Optional<String> waitingKey(String key, DeliveryState state) {
        Origin source = state.getSource();
        if (state.getState() != DeliveryStatus.PENDING) {
            return Optional.empty();
        }
        return Optional.of(source == null ? UNREAD + key : prefix(source.getTopic(), source.getPartition()) + key);
    }

    /** A value that is not a state counts as none. */
    public Optional<DeliveryState> find(String deliveryId) {
        try {
            return view.get(deliveryId).map(format::decode);
        } catch (DecodeException e) {
            return Optional.empty();
        }
    }

    /** Deliveries that were read from this partition and are still pending. */
    public List<DeliveryState> waiting(TopicPartition partition) {
        return view.bySecondKey(prefix(partition.topic(), partition.partition())).stream()
                .map(format::decode)
                .toList();
    }

    /** Everything that is pending, read or not, one by one. */
    public void eachPending(Consumer<DeliveryState> look) {
        view.eachBySecondKey("", value -> look.accept(format.decode(value)));
    }

    /** See {@link CompactedView#highWatermarks()}. */
    public Map<TopicPartition, Long> highWatermarks() {
        return view.highWatermarks();
    }

    public boolean hasReached(Map<TopicPartition, Long> marks) {
        return view.hasReached(marks);
    }

    private static String prefix(String topic, int partition) {
        return topic + "/" + partition + "/";
    }
}
