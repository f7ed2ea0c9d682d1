package org.harborlight.standalone.operator;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.Origin;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.WireFormat;

/** How deliveries stand, out of topic delivery-state. Reads it whole each time; memory holds only what is asked for. */
public final class DeliveryList {
    private final OperatorTopics topics;

    public DeliveryList(OperatorTopics topics) {
        this.topics = topics;
    }

    /** The latest state of each delivery that it fits, oldest change first. */
    public List<DeliveryState> find(Predicate<DeliveryState> wanted) {
        WireFormat<DeliveryState> format = topics.formats().of(Topics.DELIVERY_STATE, DeliveryState.class);
        Map<String, DeliveryState> found = new HashMap<>();
        topics.each(Topics.DELIVERY_STATE, record -> {
            DeliveryState state = record.value() == null ? null : format.decode(record.value());
            if (state != null && wanted.test(state)) {
                found.put(record.key(), state);
            } else {
                found.remove(record.key());
            }
        });
        return found.values().stream()
                .sorted(Comparator.comparing(DeliveryState::getUpdatedAt).thenComparing(DeliveryState::getDeliveryId))
                .toList();
    }

    public List<DeliveryState> of(Collection<String> deliveryIds) {
        return find(state -> deliveryIds.contains(state.getDeliveryId()));
    }

    /** Deliveries whose record stood there. */
    public List<DeliveryState> readFrom(Origin origin) {
        return find(state -> origin.equals(state.getSource()));
    }
}
