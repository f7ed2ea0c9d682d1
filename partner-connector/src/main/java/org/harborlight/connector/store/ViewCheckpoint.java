package org.harborlight.connector.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.harborlight.schemas.envelope.Sha256;

/**
 * How far a kept view has come.
 *
 * @param layout of the store
 * @param topicId of the topic that it follows; another one of the same name has another
 * @param caughtUpMillis when the partition that is furthest behind was read to its end, in milliseconds since 1970
 * @param places one for each partition of which a record was read; others are read from their beginning
 * @param memory of the watcher
 */
record ViewCheckpoint(int layout, String topicId, long caughtUpMillis, List<Place> places, JsonNode memory) {
    /** Raised by whoever changes what stands in the store, second keys too: it is rebuilt then. */
    static final int LAYOUT = 1;

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Behind which record it goes on in a partition.
     *
     * @param last the last record that it has taken in
     */
    record Place(int partition, Last last) {}

    /**
     * A record, so that it is known again.
     *
     * @param sha256 of key and value, hexadecimal
     */
    record Last(long offset, long timestamp, String sha256) {
        static Last of(ConsumerRecord<String, byte[]> record) {
            String key = String.valueOf(record.key());
            byte[] value = record.value() == null ? new byte[0] : record.value();
            byte[] both = (key.length() + " " + key + HexFormat.of().formatHex(value)).getBytes(StandardCharsets.UTF_8);
            return new Last(record.offset(), record.timestamp(), HexFormat.of().formatHex(Sha256.of(both)));
        }
    }

    /** What keeps a view of this topic from going on here; empty where nothing does. */
    Optional<String> refusal(String topic, Duration longest, Instant now) {
        Duration age = Duration.between(Instant.ofEpochMilli(caughtUpMillis), now);
        if (layout != LAYOUT) {
            return Optional.of("another layout");
        }
        if (!topicId.equals(topic)) {
            return Optional.of("another topic");
        }
        if (age.isNegative()) {
            return Optional.of("the clock went back");
        }
        return age.compareTo(longest) > 0 ? Optional.of("too long ago") : Optional.empty();
    }

    byte[] write() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a checkpoint cannot be written", e);
        }
    }

    /** Empty where it was written in a way that is not known. */
    static Optional<ViewCheckpoint> read(byte[] written) {
        try {
            return Optional.of(JSON.readValue(written, ViewCheckpoint.class));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
