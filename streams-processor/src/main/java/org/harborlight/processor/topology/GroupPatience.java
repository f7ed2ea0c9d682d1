package org.harborlight.processor.topology;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.config.ConfigDef;
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
    private static final String ADMIN_REQUEST =
            StreamsConfig.adminClientPrefix(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG);
    /**
     * The thread that gives out the tasks asks the brokers about topics first. With a single question under way Kafka's client
     * for it takes no notice of {@code request.timeout.ms} (4.2): a broker that vanished without a word is waited for as long
     * as the whole call may take, and nobody gets a task meanwhile. So the call may take no longer than a request; Kafka
     * Streams repeats it.
     */
    private static final String ADMIN_CALL =
            StreamsConfig.adminClientPrefix(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG);

    private GroupPatience() {}

    /**
     * A question that waits for no replica, and for no other thread, is given half as long as a record, and at most half as
     * long as a member may be silent: a thread that starts anew asks several, one after the other, and its membership must
     * outlast each. A member of the group waits for its leader with {@code request.timeout.ms}, so the consumers that are
     * members keep that.
     *
     * @param kafka what the operator passes through to every client
     */
    public static Map<String, Object> settings(Map<String, Object> kafka) {
        int question = Math.min(recordMillis(kafka), SESSION_MS) / 2;
        Map<String, Object> all = new HashMap<>(Map.of(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), SESSION_MS,
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), HEARTBEAT_MS,
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG), POLL_MS,
                StreamsConfig.restoreConsumerPrefix(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG), question));
        // Kafka refuses a call that may take less than one request, so either both are ours or neither.
        if (!kafka.containsKey(ADMIN_REQUEST) && !kafka.containsKey(ADMIN_CALL)) {
            all.put(ADMIN_REQUEST, question);
            all.put(ADMIN_CALL, question);
        }
        return all;
    }

    private static int recordMillis(Map<String, Object> kafka) {
        Object configured = kafka.getOrDefault(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, KAFKAS_OWN_MS);
        return (Integer)
                ConfigDef.parseType(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, configured, ConfigDef.Type.INT);
    }
}
