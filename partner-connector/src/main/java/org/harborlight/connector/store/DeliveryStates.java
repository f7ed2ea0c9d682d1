package org.harborlight.connector.store;

import java.time.Duration;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The retry ledger as it stands in topic delivery-state: the latest state of every delivery, and which ones still wait,
 * by the partition they were read from. Lags behind the topic by moments; see {@link CompactedView}. Any thread.
 */
public final class DeliveryStates {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryStates.class);
    /** No topic is called so. */
    private static final String UNREAD = "unread/";

    /** Far fewer than there are workers that answer partners. */
    private static final int MOST_CATCHING_UP = 4;

    private final CompactedView view;
    private final WireFormat<DeliveryState> format;
    private final FewAtOnce catchingUp = new FewAtOnce(MOST_CATCHING_UP);

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

    /**
     * Whether everything that any instance can have told a partner before this call is known here in time. Blocks; false
     * at once where a few wait for that already.
     */
    public boolean catchUp(Duration patience) {
        return catchingUp.ask(() -> caughtUp(patience));
    }

    private boolean caughtUp(Duration patience) {
        try {
            return view.awaitReached(view.committedEnds(), patience);
        } catch (IllegalStateException e) {
            LOG.atWarn().setCause(e).log("the books cannot be read to their end");
            return false;
        }
    }

    private static String prefix(String topic, int partition) {
        return topic + "/" + partition + "/";
    }
}
