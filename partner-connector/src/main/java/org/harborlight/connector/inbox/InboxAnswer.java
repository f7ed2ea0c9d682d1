package org.harborlight.connector.inbox;

import io.vertx.core.buffer.Buffer;
import java.util.List;

/** What a partner that asks for its deliveries is told. Cursors are sealed for this partner. */
public sealed interface InboxAnswer {
    /**
     * Deliveries, perhaps none.
     *
     * @param bodies JSON in UTF-8, each what a push would have carried
     * @param cursor what to ask with next time
     */
    record Page(List<Buffer> bodies, String cursor) implements InboxAnswer {}

    /** Deliveries that the cursor has not passed are kept no longer; the earliest cursor leads to what there is. */
    record Expired(String earliest) implements InboxAnswer {}

    /** The cursor is not one that the exchange made for this partner. */
    record Foreign() implements InboxAnswer {}

    /** The partner is not active any more. */
    record NotActive() implements InboxAnswer {}

    /** Too many ask at a time, or the brokers do not answer: to be repeated. */
    record Unavailable() implements InboxAnswer {}
}
