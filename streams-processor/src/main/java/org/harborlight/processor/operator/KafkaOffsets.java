package org.harborlight.processor.operator;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Asks the broker with an admin client and, for single ranges, a consumer without a group. For one thread at a time. */
final class KafkaOffsets implements OffsetSource, AutoCloseable {
    private static final long PATIENCE_SECONDS = 10;

    private final Admin admin;
    private final Consumer<byte[], byte[]> consumer;
    private final RecordSearch records;

    KafkaOffsets(Map<String, Object> kafka) {
        this.admin = Admin.create(new HashMap<>(kafka));
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 64 * 1024);
        this.consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.records = new RecordSearch(consumer);
    }

    @Override
    public Set<String> topics() {
        return await(admin.listTopics().names(), "topics");
    }

    @Override
    public Map<TopicPartition, Long> ends(Set<String> topics) {
        return offsets(topics, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED);
    }

    @Override
    public Map<TopicPartition, Long> beginnings(Set<String> topics) {
        return offsets(topics, OffsetSpec.earliest(), IsolationLevel.READ_UNCOMMITTED);
    }

    @Override
    public Map<TopicPartition, Long> readable(Set<String> topics) {
        return offsets(topics, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED);
    }

    @Override
    public Set<TopicPartition> owned(String group) {
        Set<TopicPartition> owned = new HashSet<>();
        try {
            await(admin.describeConsumerGroups(List.of(group)).all(), "groups")
                    .values()
                    .forEach(found -> found.members()
                            .forEach(member -> owned.addAll(member.assignment().topicPartitions())));
        } catch (OffsetsUnavailableException e) {
            if (!(e.getCause() instanceof GroupIdNotFoundException)) {
                throw e;
            }
        }
        return owned;
    }

    @Override
    public Map<TopicPartition, Long> committed(String group) {
        Map<TopicPartition, Long> committed = new HashMap<>();
        try {
            await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(), "committed offsets")
                    .forEach((partition, offset) -> {
                        if (offset != null) {
                            committed.put(partition, offset.offset());
                        }
                    });
        } catch (OffsetsUnavailableException e) {
            if (!(e.getCause() instanceof GroupIdNotFoundException)) {
                throw e;
            }
        }
        return committed;
    }

    @Override
    public boolean nothingBetween(TopicPartition partition, long from, long to) {
        return records.nothingBetween(partition, from, to);
    }

    @Override
    public void close() {
        consumer.close();
        admin.close(Duration.ofSeconds(5));
    }

    private Map<TopicPartition, Long> offsets(Set<String> topics, OffsetSpec which, IsolationLevel isolation) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        for (TopicPartition partition : partitions(topics)) {
            asked.put(partition, which);
        }
        Map<TopicPartition, Long> found = new HashMap<>();
        if (!asked.isEmpty()) {
            await(admin.listOffsets(asked, new ListOffsetsOptions(isolation)).all(), "offsets")
                    .forEach((partition, offset) -> found.put(partition, offset.offset()));
        }
        return found;
    }

    private Set<TopicPartition> partitions(Set<String> topics) {
        Set<TopicPartition> partitions = new HashSet<>();
        Map<String, KafkaFuture<TopicDescription>> described =
                topics.isEmpty() ? Map.of() : admin.describeTopics(topics).topicNameValues();
        described.forEach((topic, description) -> {
            try {
                await(description, "topics")
                        .partitions()
                        .forEach(partition -> partitions.add(new TopicPartition(topic, partition.partition())));
            } catch (OffsetsUnavailableException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
            }
        });
        return partitions;
    }

    private static <T> T await(KafkaFuture<T> future, String what) {
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new OffsetsUnavailableException(what, e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw new OffsetsUnavailableException(what, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OffsetsUnavailableException(what, e);
        }
    }
}
