package org.harborlight.e2e;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.harborlight.schemas.StoredSectionKeys;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.WireFormat;
import org.harborlight.schemas.codec.WireFormats;

/** Puts section keys where they do not belong, as far as whoever writes to the brokers can. For one thread. */
final class SwappedKeys {
    private final KafkaAdministrator administrator;
    private final WireFormat<StoredSectionKeys> format;
    private final Map<String, ConsumerRecord<String, byte[]>> stored = new HashMap<>();

    SwappedKeys(WireFormats formats, KafkaAdministrator administrator) {
        this.administrator = administrator;
        this.format = formats.of(Topics.SECTION_KEYS, StoredSectionKeys.class);
        administrator.read(Topics.SECTION_KEYS).stream()
                .filter(record -> record.value() != null)
                .forEach(record -> stored.put(format.decode(record.value()).getNoticeId(), record));
    }

    /** One notice's in the place of another's, as they are. */
    void move(String from, String to) {
        put(to, record(from).value());
    }

    /** The same, and they say that they are the other's. */
    void moveRelabelled(String from, String to) {
        StoredSectionKeys wanted = format.decode(record(to).value());
        wanted.setSealed(format.decode(record(from).value()).getSealed());
        put(to, format.encode(wanted));
    }

    void spoil(String noticeId) {
        put(noticeId, "keys".getBytes(StandardCharsets.US_ASCII));
    }

    void delete(String noticeId) {
        administrator.write(Topics.SECTION_KEYS, record(noticeId).key(), null);
    }

    /** All as the gateway wrote them. */
    void putBack() {
        stored.keySet().forEach(noticeId -> put(noticeId, record(noticeId).value()));
    }

    private void put(String noticeId, byte[] value) {
        administrator.write(Topics.SECTION_KEYS, record(noticeId).key(), value);
    }

    private ConsumerRecord<String, byte[]> record(String noticeId) {
        return Objects.requireNonNull(stored.get(noticeId));
    }
}
