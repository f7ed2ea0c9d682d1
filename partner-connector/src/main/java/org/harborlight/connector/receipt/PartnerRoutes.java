package org.harborlight.connector.receipt;

import java.time.InstantSource;
import java.util.Map;
import org.harborlight.connector.lane.Lanes;
import org.harborlight.connector.store.DeliveryStates;

/** What partners can say about a delivery, by the last part of the path. */
public final class PartnerRoutes {
    private final Map<String, DeliveryRoute> byName;

    public PartnerRoutes(DeliveryStates states, Lanes lanes, FeedbackPublisher publisher, InstantSource clock) {
        this.byName = Map.of(
                "receipt", new ReceiptRoute(states, lanes),
                "feedback", new FeedbackRoute(states, publisher, clock));
    }

    Map<String, DeliveryRoute> byName() {
        return byName;
    }
}
