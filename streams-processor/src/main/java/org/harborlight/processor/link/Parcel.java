package org.harborlight.processor.link;

import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/**
 * An encoded record between a stage and a sink. {@code topic} is set where the sink does not know it: a delivery names
 * its partner's topic. No bytes make a tombstone. Immutable by convention: the bytes are never changed.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, only carried
public record Parcel(byte @Nullable [] bytes, @Nullable String topic) {
    static Parcel of(byte[] bytes) {
        return new Parcel(bytes, null);
    }

    static Parcel tombstone() {
        return new Parcel(null, null);
    }

    /** On the wire a parcel is its bytes. */
    @SuppressWarnings("NullAway") // Kafka's serializers may return null, a tombstone; their types do not say so.
    public static Serde<Parcel> serde() {
        return Serdes.serdeFrom((topic, parcel) -> parcel.bytes(), (topic, bytes) -> new Parcel(bytes, null));
    }
}
