package org.harborlight.bench.rig;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * Where every topic ends at one moment, in offsets over all its partitions: records and transaction markers, which take
 * offsets too.
 */
public record TopicEnds(Map<String, Long> offsets) {

    /** Asks the broker, also for topics of its own and of Kafka Streams. */
    public static TopicEnds of(Map<String, Object> kafka) throws InterruptedException {
        try (Admin admin = Admin.create(kafka)) {
            Map<TopicPartition, OffsetSpec> all =
                    admin.describeTopics(admin.listTopics().names().get()).allTopicNames().get().values().stream()
                            .flatMap(topic -> topic.partitions().stream()
                                    .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                            .collect(Collectors.toMap(Function.identity(), _ -> OffsetSpec.latest()));
            Map<String, Long> ends = new TreeMap<>();
            admin.listOffsets(all)
                    .all()
                    .get()
                    .forEach((partition, end) -> ends.merge(partition.topic(), end.offset(), Long::sum));
            return new TopicEnds(ends);
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot ask the broker where its topics end", e);
        }
    }

    /** By topic, how many offsets were taken since an earlier look; topics that did not grow are left out. */
    public Map<String, Long> since(TopicEnds earlier) {
        Map<String, Long> growth = new TreeMap<>();
        offsets.forEach((topic, end) -> growth.put(topic, end - earlier.offsets.getOrDefault(topic, 0L)));
        growth.values().removeIf(grown -> grown == 0);
        return growth;
    }
}
