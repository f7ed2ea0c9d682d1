package org.harborlight.connector.inbox;

import io.vertx.core.buffer.Buffer;

/** What a page does with a record. */
sealed interface InboxItem {
    /** Shows it. */
    record Body(Buffer json) implements InboxItem {}

    /** Passes over it: it is no genuine delivery to this partner, or may not go out. Its lane has recorded why. */
    record Passed() implements InboxItem {}

    /** Ends before it: it cannot be shown yet. */
    record NotYet() implements InboxItem {}
}
