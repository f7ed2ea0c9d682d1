package org.harborlight.processor.status;

import org.harborlight.processor.state.NoticeStatus;
import org.harborlight.processor.state.StatusDelivery;
import org.harborlight.schemas.DeliveryState;

/** How one delivery stands. Neither its addressee nor a reason in its words is kept. */
final class StatusOfDelivery implements StatusChange<DeliveryState> {
    @Override
    public void apply(NoticeStatus status, DeliveryState state) {
        StatusDeliveries.find(status, state.getDeliveryId(), state.getUpdatedAt())
                .ifPresent(delivery -> {
                    if (state.getRedrive() != null) {
                        PastEvents.redriven(status, delivery, state.getRedrive());
                    }
                    update(delivery, state);
                });
    }

    private static void update(StatusDelivery delivery, DeliveryState state) {
        delivery.setRecipientKind(state.getRecipientKind().name());
        if (state.getRecipientCountry() != null) {
            delivery.setCountry(state.getRecipientCountry());
        }
        delivery.setKind(state.getKind().name());
        if (!delivery.getState().equals(state.getState().name())) {
            delivery.setState(state.getState().name());
            delivery.setAt(state.getUpdatedAt());
        }
    }
}
