package org.harborlight.processor.status;

import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.harborlight.processor.error.RecordBounds;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.DecodeException;
import org.jspecify.annotations.Nullable;

/**
 * Turns a record into a value that the ledger may believe: it decodes, and stands under the key that its content names,
 * so that nobody moves an answer to another submitter's notice by its key. Thread-safe if its functions are.
 */
final class RecordReader<T> {
    /** What is read is repeated in internal records, under another key that is part of it. */
    private static final int MOST_BYTES = Topics.MAX_RECORD_BYTES / 4;

    private final BiFunction<byte[], Instant, Reading<T>> decode;
    private final Function<T, Optional<String>> keyOf;

    /** @param keyOf key under which a value must stand; empty where it does not say */
    RecordReader(BiFunction<byte[], Instant, Reading<T>> decode, Function<T, Optional<String>> keyOf) {
        this.decode = decode;
        this.keyOf = keyOf;
    }

    /** @param at when the record was written */
    Reading<T> read(@Nullable String key, byte @Nullable [] value, Instant at) {
        if (key == null || value == null) {
            return new Reading.Unreadable<>("empty");
        }
        if (value.length > MOST_BYTES || !RecordBounds.areShort(key)) {
            return new Reading.Unreadable<>(RecordBounds.TOO_LARGE);
        }
        Reading<T> reading;
        try {
            reading = decode.apply(value, at);
        } catch (DecodeException e) {
            return new Reading.Unreadable<>(e.reason());
        }
        return reading instanceof Reading.Read<T>(T found) ? believed(key, found, reading) : reading;
    }

    private Reading<T> believed(String key, T found, Reading<T> reading) {
        if (found instanceof SpecificRecord record && !RecordBounds.isPlausible(record)) {
            return new Reading.Unreadable<>(RecordBounds.IMPLAUSIBLE);
        }
        return keyOf.apply(found).filter(own -> !own.equals(key)).isPresent()
                ? new Reading.Unreadable<>("misplaced")
                : reading;
    }
}
