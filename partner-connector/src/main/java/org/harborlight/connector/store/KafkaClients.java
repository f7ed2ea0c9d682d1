package org.harborlight.connector.store;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.StickyAssignor;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.harborlight.schemas.ClientNames;
import org.harborlight.service.TopicReader;
import org.harborlight.service.TransactionPace;

/**
 * Makes Kafka clients with the settings on which delivery depends; those cannot be configured away, everything else can.
 * Keys are text, values bytes: records are encoded and decoded by us. Thread-safe; the clients themselves belong to one
 * thread each, except {@link #admin()} and {@link #producer}.
 */
public final class KafkaClients {
    /** At most this many deliveries are read at a time: they wait in memory behind one another. */
    private static final int LANE_RECORDS = 32;
    /** How long a broker may wait for more before it answers the inbox. */
    private static final int INBOX_FETCH_MILLIS = 20;

    /** How long the brokers may take for one question of the inbox. */
    private static final int INBOX_MILLIS = 10_000;

    /**
     * How long a member may be away, and how long it waits for the answer to its request to join: longer than a producer may
     * block, and not for minutes where the coordinator forgot the request or was cut off with it.
     */
    private static final int JOIN_MILLIS = 90_000;

    private final Map<String, Object> settings;
    private final String instanceId;

    public KafkaClients(Map<String, Object> settings, String instanceId) {
        this.settings = Map.copyOf(settings);
        this.instanceId = instanceId;
    }

    /** Whether the connector reads in this group, for a lane or for a webhook. */
    public static boolean ownGroup(String group) {
        return group.startsWith(ClientNames.DELIVERY_GROUPS) || group.startsWith(ClientNames.WEBHOOK_GROUPS);
    }

    public Admin admin() {
        return Admin.create(new HashMap<>(settings));
    }

    /**
     * The consumer of a lane. Membership is static: an instance that was killed takes its partitions back as soon as it
     * is up again, without waiting for its former self to time out. All partitions are assigned anew in one round: with a
     * cooperative assignor, a static member that is killed between two rounds comes back without the second, and a
     * partition is left without an owner.
     */
    public Consumer<String, byte[]> lane(LaneId lane) {
        Map<String, Object> own = member("lane-" + lane.name(), lane.group());
        if (lane.urgent()) {
            own.putIfAbsent(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 1_000);
        }
        own.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instanceId + "-" + lane.name());
        return new KafkaConsumer<>(own, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /** The consumer of one submitter's webhook, with a group and a static membership as a lane's. */
    public Consumer<String, byte[]> webhook(String submitterId) {
        Map<String, Object> own = member("webhook-" + submitterId, ClientNames.WEBHOOK_GROUPS + submitterId);
        own.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instanceId + "-webhook-" + submitterId);
        own.putIfAbsent(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 256 * 1024);
        return new KafkaConsumer<>(own, new StringDeserializer(), new ByteArrayDeserializer());
    }

    private Map<String, Object> member(String name, String group) {
        Map<String, Object> own = consumer(name);
        own.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        own.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        own.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        own.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        own.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 15_000);
        own.putIfAbsent(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, JOIN_MILLIS);
        own.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, StickyAssignor.class.getName());
        own.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        own.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, LANE_RECORDS);
        own.putIfAbsent(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 4 * 1024 * 1024);
        return own;
    }

    /** Reads a compacted topic from its beginning, outside any group. */
    public Consumer<String, byte[]> view(String topic) {
        Map<String, Object> own = consumer("view-" + topic);
        own.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return new TopicReader(own);
    }

    /** Reads what is written to a topic from now on, outside any group. */
    public Consumer<String, byte[]> tail(String topic) {
        Map<String, Object> own = consumer("tail-" + topic);
        own.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        return new TopicReader(own);
    }

    /** Reads single records by offset; a record that is gone is an error, never another record. */
    public Consumer<String, byte[]> fetcher(LaneId lane) {
        Map<String, Object> own = consumer("fetch-" + lane.name());
        own.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        own.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        // A few deliveries: the next one wanted may follow, or be elsewhere. A broker always gives the first batch
        // whole.
        own.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 64 * 1024);
        return new TopicReader(own);
    }

    /** The transactional producer of a lane; a second one with the same id fences the first. */
    public Producer<String, byte[]> transactional(LaneId lane) {
        Map<String, Object> own = producer("lane-" + lane.name());
        own.put(
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                ClientNames.CONNECTOR_TRANSACTIONS + instanceId + "-" + lane.name());
        own.putIfAbsent(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 20_000);
        TransactionPace.settings(UnaryOperator.identity()).forEach(own::putIfAbsent);
        own.putIfAbsent(ProducerConfig.BUFFER_MEMORY_CONFIG, 8L * 1024 * 1024);
        return new KafkaProducer<>(own);
    }

    /**
     * An idempotent producer for single records, shared by threads. Sending ends within the patience: half of it for
     * finding the brokers and room in the buffer, half for their acknowledgement.
     */
    public Producer<String, byte[]> plain(String name, Duration patience) {
        int half = Math.toIntExact(patience.toMillis() / 2);
        Map<String, Object> own = producer(name);
        own.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        own.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (long) half);
        own.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, half);
        own.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, half);
        return new KafkaProducer<>(own);
    }

    /** Reads deliveries for the inbox, from wherever it is told to; a few small fetches at a time. */
    public Consumer<String, byte[]> inbox(int number) {
        Map<String, Object> own = consumer("inbox-" + number);
        own.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        own.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, LANE_RECORDS);
        own.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 1024 * 1024);
        own.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 256 * 1024);
        // A fetch that the last page left waiting at a broker holds up the first fetch of the next page.
        own.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, INBOX_FETCH_MILLIS);
        own.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, INBOX_MILLIS);
        own.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, INBOX_MILLIS);
        return new TopicReader(own);
    }

    private Map<String, Object> consumer(String name) {
        Map<String, Object> own = new HashMap<>(settings);
        own.put(ConsumerConfig.CLIENT_ID_CONFIG, "connector-" + instanceId + "-" + name);
        return own;
    }

    private Map<String, Object> producer(String name) {
        Map<String, Object> own = new HashMap<>(settings);
        own.put(ProducerConfig.CLIENT_ID_CONFIG, "connector-" + instanceId + "-" + name);
        own.put(ProducerConfig.ACKS_CONFIG, "all");
        own.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        own.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class.getName());
        own.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        own.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, 15_000L);
        return own;
    }
}
