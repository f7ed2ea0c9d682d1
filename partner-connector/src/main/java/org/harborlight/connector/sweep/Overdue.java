package org.harborlight.connector.sweep;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.harborlight.schemas.Lane;

/**
 * Pending deliveries of one lane that should have been worked on and were not, all for one reason. Immutable.
 *
 * @param oldest when the first of them should have been worked on
 * @param named some of them; never all of very many, so that a long outage needs no more memory than a short one
 */
public record Overdue(Row row, long count, Instant oldest, List<Named> named) {
    /** Whose, and why. */
    public record Row(String partner, Lane lane, Kind kind) implements Comparable<Row> {
        private static final Comparator<Row> ORDER =
                Comparator.comparing(Row::partner).thenComparing(Row::laneName).thenComparing(row -> row.kind.code());

        public String laneName() {
            return lane.name().toLowerCase(Locale.ROOT);
        }

        @Override
        public int compareTo(Row other) {
            return ORDER.compare(this, other);
        }
    }

    /**
     * One of them.
     *
     * @param since when it should have been worked on
     */
    public record Named(String deliveryId, String caseId, Instant since) {}

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
