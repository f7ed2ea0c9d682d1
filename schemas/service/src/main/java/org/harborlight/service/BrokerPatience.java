package org.harborlight.service;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * How long a client waits for a broker that says nothing, unless configured. A broker that vanished without a word, cable
 * and all, refuses no connection and ends none: whoever asks it waits, once for each thing asked, and Kafka's own 30 s add
 * up to minutes. Stateless.
 */
final class BrokerPatience {
    /**
     * For one answer: just longer than the 9 s after which the brokers themselves give one of them up, so that who asks again
     * asks the right one, and longer than a slow disk or a stopped process keeps its clients waiting.
     */
    private static final int ANSWER_MILLIS = 10_000;

    /** For a connection, TLS not counted: one lost packet is sent again after one second, the next after two more. */
    private static final long CONNECTION_MILLIS = 4_000;

    private BrokerPatience() {}

    /** The settings, and those of patience that they do not have. */
    static Map<String, Object> in(Map<String, String> kafka) {
        Map<String, Object> all = new HashMap<>(kafka);
        all.putIfAbsent(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
        if (!kafka.containsKey(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG)) {
            all.put(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, CONNECTION_MILLIS);
            all.putIfAbsent(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG, (long) ANSWER_MILLIS);
        }
        return Map.copyOf(all);
    }
}
