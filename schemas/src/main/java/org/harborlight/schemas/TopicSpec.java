package org.harborlight.schemas;

import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.jspecify.annotations.NullMarked;

/**
 * What a topic must look like when it is created.
 *
 * @param valueSchema schema of the values; empty where they are raw bytes
 */
@NullMarked
public record TopicSpec(
        String name, int partitions, short replication, Map<String, String> configs, Optional<Schema> valueSchema) {
    public TopicSpec {
        configs = Map.copyOf(configs);
    }

    /** Subject of the value schema in the registry. */
    public String subject() {
        return Topics.subject(name);
    }
}
