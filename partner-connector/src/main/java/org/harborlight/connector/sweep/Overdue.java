package org.harborlight.connector.sweep;

import java.time.Instant;
import org.harborlight.schemas.DeliveryState;

/**
 * A pending delivery that should have been worked on and was not.
 *
 * @param since when it should have been
 */
public record Overdue(DeliveryState state, Kind kind, Instant since) {
    /** What has not happened. */
    public enum Kind {
        /** No lane has read it from its topic. */
        NOT_READ("not-read"),
        /** Its next attempt lies in the past. */
        NOT_TRIED("not-tried"),
        /** It is urgent, its receipt is due, and nobody was told. */
        NOBODY_TOLD("nobody-told");

        private final String code;

        Kind(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }
}
