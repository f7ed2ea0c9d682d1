package org.harborlight.processor.status;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.harborlight.processor.state.NoticeStatus;
import org.harborlight.processor.state.StatusDelivery;
import org.harborlight.schemas.Route;

/**
 * The deliveries of a status, up to a bound; beyond it they are only counted. A delivery can become known by its route,
 * its state or its receipt first, whichever is read first.
 */
final class StatusDeliveries {
    static final int MOST = 100;

    private StatusDeliveries() {}

    static void planned(NoticeStatus status, List<Route> routes, Instant at) {
        for (Route route : routes) {
            find(status, route.getDeliveryId(), at).ifPresent(delivery -> {
                delivery.setRecipientKind(route.getRecipientKind().name());
                if (route.getCountry() != null) {
                    delivery.setCountry(route.getCountry());
                }
            });
        }
    }

    /** The delivery, made where it is new; empty beyond the bound. */
    static Optional<StatusDelivery> find(NoticeStatus status, String deliveryId, Instant at) {
        for (StatusDelivery delivery : status.getDeliveries()) {
            if (delivery.getDeliveryId().equals(deliveryId)) {
                return Optional.of(delivery);
            }
        }
        if (status.getDeliveries().size() >= MOST) {
            status.setMoreDeliveries(status.getMoreDeliveries() + 1);
            return Optional.empty();
        }
        StatusDelivery delivery =
                StatusDelivery.newBuilder().setDeliveryId(deliveryId).setAt(at).build();
        List<StatusDelivery> deliveries = new ArrayList<>(status.getDeliveries());
        deliveries.add(delivery);
        status.setDeliveries(deliveries);
        return Optional.of(delivery);
    }
}
