package org.harborlight.connector.store;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** What the brokers say of the topic of a view. Blocks on them; thread-safe. */
final class ViewTopic {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final String name;
    private final Admin admin;

    ViewTopic(String name, Admin admin) {
        this.name = name;
        this.admin = admin;
    }

    String name() {
        return name;
    }

    /** Another one after it was deleted and made again. */
    String id() {
        return described().topicId().toString();
    }

    /** How long a tombstone can be read at least after it was written. */
    Duration tombstonesLast() {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, name);
        Config configs = answer(admin.describeConfigs(List.of(topic))
                .values()
                .values()
                .iterator()
                .next());
        return Duration.ofMillis(Long.parseLong(
                configs.get(TopicConfig.DELETE_RETENTION_MS_CONFIG).value()));
    }

    /** The end of every partition now. */
    Map<TopicPartition, Long> ends(IsolationLevel isolation) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        described()
                .partitions()
                .forEach(partition -> asked.put(new TopicPartition(name, partition.partition()), OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        answer(admin.listOffsets(asked, new ListOffsetsOptions(isolation)).all())
                .forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    private TopicDescription described() {
        return answer(admin.describeTopics(List.of(name))
                .topicNameValues()
                .values()
                .iterator()
                .next());
    }

    private <T> T answer(KafkaFuture<T> question) {
        return BrokerAnswer.to(question, PATIENCE, "the broker does not tell about " + name);
    }
}
