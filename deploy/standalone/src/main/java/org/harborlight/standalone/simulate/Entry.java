package org.harborlight.standalone.simulate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Locale;

/**
 * A line of the log: ids and codes only.
 *
 * @param mode by which it was met
 * @param told the delivery; empty ids where there is none
 * @param attempt at that delivery, from 1; 0 where there is none
 * @param honoured whether the right receipt was given out whole
 * @param outcome code of what was done
 */
public record Entry(Instant at, Event event, Mode mode, Told told, int attempt, boolean honoured, String outcome) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What happened. */
    public enum Event {
        /** A genuine delivery came. */
        DELIVERY,
        /** Something came that is not genuine, or no push. */
        REFUSED,
        /** A connection ended in its handshake, or was not to come about and did. */
        CONNECTION,
        /** A receipt was sent to the connector. */
        LATE_RECEIPT
    }

    /** As a line that a person reads. */
    public String text() {
        String what = told.deliveryId().isEmpty() ? "" : "  " + told.deliveryId() + "  attempt " + attempt;
        return at + "  " + name() + "  " + outcome + what;
    }

    private String name() {
        return event.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public ObjectNode toJson() {
        ObjectNode line = JSON.createObjectNode()
                .put("at", at.toString())
                .put("event", name())
                .put("mode", mode.text());
        if (!told.deliveryId().isEmpty()) {
            line.put("deliveryId", told.deliveryId())
                    .put("caseId", told.caseId())
                    .put("noticeId", told.noticeId())
                    .put("digest", told.digest())
                    .put("attempt", attempt);
        }
        return line.put("honoured", honoured).put("outcome", outcome);
    }
}
