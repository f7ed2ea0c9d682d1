package org.harborlight.processor.status;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.harborlight.processor.state.NoticeStatus;
import org.harborlight.processor.state.StatusDelivery;
import org.harborlight.schemas.DeliveryStatus;
import org.harborlight.schemas.Digests;
import org.jspecify.annotations.Nullable;

/** What happened to a notice, in the order of time: acceptance, routing, confirmed deliveries, answers. */
final class Timeline {
    private static final String SENT_IN_DIGEST = "sent-in-digest";

    private final List<JsonObject> events = new ArrayList<>();

    private Timeline() {}

    static List<JsonObject> of(NoticeStatus status, SubmitterView view) {
        Timeline timeline = new Timeline();
        timeline.add(status.getAcceptedAt(), "accepted");
        timeline.add(status.getDecidedAt(), decided(status, view));
        String change = status.getHeldChange();
        if (change != null) {
            timeline.add(
                    status.getHeldChangeAt(),
                    Digests.DIGEST.equals(status.getHeldChangeReason()) ? SENT_IN_DIGEST : code(change));
        }
        if (status.getRepeats() > 0) {
            timeline.add(status.getLastRepeatAt(), "received-again");
        }
        status.getDeliveries().forEach(timeline::delivery);
        status.getEvents()
                .forEach(event -> timeline.events.add(StatusDocument.event(event, "event", code(event.getEvent()))));
        timeline.events.sort(Comparator.comparing(event -> Instant.parse(event.getString("at"))));
        return timeline.events;
    }

    private static String decided(NoticeStatus status, SubmitterView view) {
        return status.getHeldChange() != null || view.state().equals("held")
                ? Digests.WAITS.equals(status.getReason()) ? Digests.WAITS : "held"
                : view.state().equals("with-desks") ? "routed" : view.state();
    }

    /** A desk's answer or a held change is kept under its name; a timeline speaks in codes. */
    private static String code(String event) {
        return event.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private Optional<JsonObject> add(@Nullable Instant at, String event) {
        if (at == null) {
            return Optional.empty();
        }
        JsonObject json = new JsonObject().put("at", at.toString()).put("event", event);
        events.add(json);
        return Optional.of(json);
    }

    private void delivery(StatusDelivery delivery) {
        DeliveryStatus state = DeliveryStatus.valueOf(delivery.getState());
        String event = state == DeliveryStatus.RECEIPTED
                ? (StatusDocument.retraction(delivery) ? "retraction-delivered" : "delivered")
                : PastEvents.end(state);
        if (event == null) {
            return;
        }
        Instant at = delivery.getReceiptAt() == null ? delivery.getAt() : delivery.getReceiptAt();
        add(at, event).ifPresent(json -> {
            StatusDocument.put(
                    json, "recipientKind", delivery.getRecipientKind().isEmpty() ? null : delivery.getRecipientKind());
            StatusDocument.put(json, "country", delivery.getCountry());
            if (delivery.getSignedByRecipient()) {
                json.put("signedByRecipient", true);
            }
        });
    }
}
