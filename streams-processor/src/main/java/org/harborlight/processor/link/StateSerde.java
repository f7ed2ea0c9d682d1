package org.harborlight.processor.link;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.codec.WriterSchemas;
import org.jspecify.annotations.Nullable;

/** Serde of internal records: Avro single-object encoding, which needs no registry but to read what another version stored. */
final class StateSerde {
    private StateSerde() {}

    static <T extends SpecificRecord> Serde<T> of(Class<T> type, WriterSchemas writers) {
        SingleObject<T> format = SingleObject.of(type, writers);
        return Serdes.serdeFrom((topic, value) -> encode(format, value), (topic, bytes) -> decode(format, bytes));
    }

    @SuppressWarnings("NullAway") // Kafka's serdes pass nulls through; their types do not say so.
    private static <T extends SpecificRecord> byte[] encode(SingleObject<T> format, @Nullable T value) {
        return value == null ? null : format.encode(value);
    }

    @SuppressWarnings("NullAway") // as above
    private static <T extends SpecificRecord> T decode(SingleObject<T> format, byte @Nullable [] bytes) {
        return bytes == null ? null : format.decode(bytes);
    }
}
