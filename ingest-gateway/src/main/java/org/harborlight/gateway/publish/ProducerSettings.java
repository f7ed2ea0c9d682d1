package org.harborlight.gateway.publish;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.harborlight.schemas.Lane;

/**
 * The producers of the gateway. What durability and bounded waiting rest on cannot be configured away: acks=all,
 * idempotence, and a delivery timeout below what a submitter waits.
 */
public final class ProducerSettings {
    private static final int MAX_BLOCK_MILLIS = 1_000;
    private static final int MAX_REQUEST_MILLIS = 3_000;
    private static final int BUFFER_BYTES = 64 * 1024 * 1024;

    private ProducerSettings() {}

    /** Connects lazily. */
    public static Producer<String, byte[]> producer(Map<String, Object> kafka, Lane lane, Duration deliveryTimeout) {
        return new KafkaProducer<>(
                settings(kafka, lane, deliveryTimeout), new StringSerializer(), new ByteArraySerializer());
    }

    static Map<String, Object> settings(Map<String, Object> kafka, Lane lane, Duration deliveryTimeout) {
        int delivery = Math.toIntExact(deliveryTimeout.toMillis());
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MILLIS);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, lane == Lane.URGENT ? 0 : 5);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.min(MAX_REQUEST_MILLIS, delivery / 2));
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, delivery);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, (long) BUFFER_BYTES);
        settings.putIfAbsent(ProducerConfig.CLIENT_ID_CONFIG, "harborlight-gateway");
        settings.computeIfPresent(
                ProducerConfig.CLIENT_ID_CONFIG, (key, id) -> id + "-" + (lane == Lane.URGENT ? "urgent" : "standard"));
        return settings;
    }
}
