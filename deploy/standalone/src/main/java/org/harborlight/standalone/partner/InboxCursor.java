package org.harborlight.standalone.partner;

import java.util.Optional;

/** Where a desk keeps how far it has read its inbox. */
public interface InboxCursor {
    /** Empty begins at the oldest delivery that the exchange keeps. */
    Optional<String> load();

    /** Durable when it returns, where that matters to the desk. */
    void save(String cursor);

    /** Forgotten with the object. */
    static InboxCursor inMemory() {
        return new InboxCursor() {
            private Optional<String> kept = Optional.empty();

            @Override
            public Optional<String> load() {
                return kept;
            }

            @Override
            public void save(String cursor) {
                kept = Optional.of(cursor);
            }
        };
    }
}
