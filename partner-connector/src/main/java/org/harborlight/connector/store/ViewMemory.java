package org.harborlight.connector.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/**
 * What the watcher of a view has to remember of all that it was told, so that it can go on from the middle of the topic. Used
 * by the view's thread.
 */
public interface ViewMemory {
    /** Of a watcher that needs nothing of it. */
    ViewMemory NOTHING = new ViewMemory() {
        @Override
        public JsonNode write() {
            return JsonNodeFactory.instance.nullNode();
        }

        @Override
        public void read(JsonNode written) {
            // nothing was written
        }
    };

    /** As much as is needed, for {@link #read} in a later process. */
    JsonNode write();

    /**
     * Whether it understood all that it was told. Where not, as where a schema was not known yet, a later process has to be told of
     * everything again.
     */
    default boolean whole() {
        return true;
    }

    /** Called before anything is told. */
    void read(JsonNode written);
}
