package org.harborlight.processor.error;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.harborlight.schemas.Topics;
import org.jspecify.annotations.Nullable;

/**
 * What a record may be, before it is repeated in another one: a compressed batch can hold far more than a topic takes,
 * and what cannot be written would fail again and again. Pure.
 */
public final class RecordBounds {
    /** Reason of a dead letter without the bytes of its record. */
    public static final String TOO_LARGE = "too-large";

    public static final String IMPLAUSIBLE = "implausible";

    private static final int LONGEST_TEXT = 1024;
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    private RecordBounds() {}

    /** Whether it can be kept as it is in another record. */
    public static boolean fits(byte @Nullable [] value) {
        return value == null || value.length <= Topics.MAX_RECORD_BYTES;
    }

    /** Whether each can be an id, a key, or a reason. */
    public static boolean areShort(String... texts) {
        return Stream.of(texts).allMatch(text -> text.length() <= LONGEST_TEXT);
    }

    /** Whether one can reckon with the time. */
    public static boolean isPlausible(Instant at) {
        return !at.isBefore(Instant.EPOCH) && !at.isAfter(LATEST);
    }

    /** The time itself, or the nearest that one can reckon with. */
    public static Instant plausible(Instant at) {
        if (at.isBefore(Instant.EPOCH)) {
            return Instant.EPOCH;
        }
        return at.isAfter(LATEST) ? LATEST : at;
    }

    /** Whether one can reckon with every time in the record. */
    public static boolean isPlausible(SpecificRecord record) {
        for (Schema.Field field : record.getSchema().getFields()) {
            if (!isPlausibleValue(record.get(field.pos()))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlausibleValue(@Nullable Object value) {
        return switch (value) {
            case Instant at -> isPlausible(at);
            case SpecificRecord record -> isPlausible(record);
            case Collection<?> all -> all.stream().allMatch(RecordBounds::isPlausibleValue);
            case Map<?, ?> all -> all.values().stream().allMatch(RecordBounds::isPlausibleValue);
            case null, default -> true;
        };
    }
}
