package org.harborlight.processor.topology;

import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * How long the threads of an application wait for one another and for the brokers that keep their group together.
 * Stateless.
 */
public final class GroupPatience {
    private static final int SESSION_MS = 10_000;
    private static final int HEARTBEAT_MS = 3_000;
    /**
     * Also how long a thread waits for the answer to its request to join: longer than a producer may block, and not so long
     * that a coordinator which forgot the request stops a lane for minutes.
     */
    private static final int POLL_MS = 90_000;

    private static final int KAFKAS_OWN_MS = 30_000;

    private GroupPatience() {}

    /**
     * A question that waits for no replica is given half as long as a record that does: a thread that starts anew asks several,
     * one after the other, and its membership must outlast each. The thread that gives out the tasks asks the brokers about
     * topics first. With a single question under way Kafka's client for it takes no notice of {@code request.timeout.ms}
     * (4.3): a broker that vanished without a word is waited for as long as the whole call may take, and nobody gets a task
     * meanwhile. So the call may take no longer than a request; Kafka Streams repeats it.
     *
     * @param kafka what the operator passes through to every client
     */
    public static Map<String, Object> settings(Map<String, Object> kafka) {
        int question = recordMillis(kafka) / 2;
        return Map.of(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), SESSION_MS,
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), HEARTBEAT_MS,
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG), POLL_MS,
                StreamsConfig.consumerPrefix(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG), question,
                StreamsConfig.adminClientPrefix(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG), question,
                StreamsConfig.adminClientPrefix(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG), question);
    }

    private static int recordMillis(Map<String, Object> kafka) {
        Object configured = kafka.get(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG);
        return configured == null ? KAFKAS_OWN_MS : Integer.parseInt(configured.toString());
    }
}
