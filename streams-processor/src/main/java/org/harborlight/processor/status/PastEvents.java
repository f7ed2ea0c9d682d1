package org.harborlight.processor.status;

import java.time.Instant;
import java.util.Set;
import org.harborlight.processor.state.NoticeStatus;
import org.harborlight.processor.state.StatusDelivery;
import org.harborlight.processor.state.StatusEvent;
import org.harborlight.schemas.DeliveryStatus;
import org.harborlight.schemas.Redrive;
import org.jspecify.annotations.Nullable;

/**
 * How deliveries and notices end, as codes of a submitter's timeline. A status shows how things stand; an end that an
 * operator has undone stays in the timeline as an event of its own.
 */
final class PastEvents {
    static final String REFUSED = "refused";
    static final String EXPIRED = "expired";
    static final String UNDELIVERABLE = "undeliverable";
    private static final String SENT_AGAIN = "sent-again";
    private static final String NOT_PROCESSED = "not-processed";
    private static final String OWN_CASE = "own-case";
    private static final Set<String> ALL = Set.of(REFUSED, EXPIRED, UNDELIVERABLE, SENT_AGAIN, NOT_PROCESSED, OWN_CASE);

    private PastEvents() {}

    static boolean isOne(StatusEvent event) {
        return ALL.contains(event.getEvent());
    }

    /** Null for what the timeline does not show. */
    static @Nullable String end(DeliveryStatus state) {
        return switch (state) {
            case UNSPECIFIED, PENDING, RECEIPTED -> null;
            case REFUSED -> REFUSED;
            case EXPIRED -> EXPIRED;
            case DEAD_LETTERED -> UNDELIVERABLE;
        };
    }

    /** Once for each redrive: every later state of the delivery names it too. */
    static void redriven(NoticeStatus status, StatusDelivery delivery, Redrive redrive) {
        if (redrive.getCommandId().equals(delivery.getRedrive())) {
            return;
        }
        delivery.setRedrive(redrive.getCommandId());
        String end = end(redrive.getFrom());
        if (end != null) {
            StatusEvents.add(status, event(delivery, end, redrive.getEndedAt()));
        }
        StatusEvents.add(status, event(delivery, SENT_AGAIN, redrive.getAt()));
    }

    /** The notice could not be processed at first. */
    static void notProcessed(NoticeStatus status, Instant at) {
        StatusEvents.add(
                status,
                StatusEvent.newBuilder().setAt(at).setEvent(NOT_PROCESSED).build());
    }

    /** The notice was with other incidents by mistake, and is not any more. */
    static void ownCase(NoticeStatus status, Instant at) {
        StatusEvents.add(
                status, StatusEvent.newBuilder().setAt(at).setEvent(OWN_CASE).build());
    }

    private static StatusEvent event(StatusDelivery delivery, String code, Instant at) {
        return StatusEvent.newBuilder()
                .setAt(at)
                .setEvent(code)
                .setRecipientKind(delivery.getRecipientKind().isEmpty() ? null : delivery.getRecipientKind())
                .setCountry(delivery.getCountry())
                .build();
    }
}
