package org.harborlight.connector.store;

import java.util.Locale;
import org.harborlight.schemas.ClientNames;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Topics;

/** A lane: the deliveries of one priority to one partner, with the names that Kafka knows it by. */
public record LaneId(String partnerId, Lane lane) {
    public String topic() {
        return Topics.deliveries(partnerId, lane);
    }

    /** Consumer group; the same for all instances, so that they share the partitions. */
    public String group() {
        return ClientNames.DELIVERY_GROUPS + name();
    }

    /** The partner and the lane, for thread names, ids of clients and logs. */
    public String name() {
        return partnerId + "-" + laneName();
    }

    public String laneName() {
        return lane.name().toLowerCase(Locale.ROOT);
    }

    public boolean urgent() {
        return lane == Lane.URGENT;
    }
}
