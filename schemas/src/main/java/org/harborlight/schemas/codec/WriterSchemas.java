package org.harborlight.schemas.codec;

import java.util.Optional;
import org.apache.avro.Schema;

/** Finds the schema with which bytes in single-object encoding were written, where that is not the reader's own. */
public interface WriterSchemas {

    /**
     * Finds it; may block.
     *
     * @param recordName full name of the record
     * @param fingerprint CRC-64-AVRO of the writer schema's canonical form
     * @return empty where there is no such schema of this record; where that cannot be told now, it throws
     */
    Optional<Schema> find(String recordName, long fingerprint);

    /** Knows none: only what this version wrote can be read. */
    static WriterSchemas none() {
        return (_, _) -> Optional.empty();
    }
}
