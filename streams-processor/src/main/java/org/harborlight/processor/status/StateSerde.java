package org.harborlight.processor.status;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.codec.WriterSchemas;
import org.jspecify.annotations.Nullable;

/** Serdes of what the ledger keeps for itself: single-object encoding, so that a later shape can still be told apart. */
final class StateSerde {
    private StateSerde() {}

    static <T extends SpecificRecord> Serde<T> of(Class<T> type, WriterSchemas writers) {
        SingleObject<T> codec = SingleObject.of(type, writers);
        return Serdes.serdeFrom((_, value) -> encode(codec, value), (_, bytes) -> decode(codec, bytes));
    }

    @SuppressWarnings("NullAway") // Kafka's serdes pass nulls through; their types do not say so.
    private static <T extends SpecificRecord> byte[] encode(SingleObject<T> codec, @Nullable T value) {
        return value == null ? null : codec.encode(value);
    }

    @SuppressWarnings("NullAway") // as above
    private static <T extends SpecificRecord> T decode(SingleObject<T> codec, byte @Nullable [] bytes) {
        return bytes == null ? null : codec.decode(bytes);
    }
}
