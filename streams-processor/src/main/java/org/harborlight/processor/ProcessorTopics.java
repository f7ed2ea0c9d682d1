package org.harborlight.processor;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.harborlight.schemas.TopicSpec;
import org.harborlight.schemas.Topics;
import org.harborlight.service.RequiredTopics;

/** Refuses to start where a topic is missing, or where topics that are joined by key have different partition counts. */
final class ProcessorTopics {
    private static final List<String> BY_NOTICE =
            List.of(Topics.OUTCOMES, Topics.HELD_CHANGES, Topics.RECEIPTS, Topics.FEEDBACK, Topics.DELIVERY_STATE);

    private ProcessorTopics() {}

    static void check(Map<String, Object> kafka, Duration patience) {
        RequiredTopics.check(
                kafka, Topics.fixed(1, (short) 1).stream().map(TopicSpec::name).toList(), patience);
        Map<String, Integer> partitions = new TreeMap<>();
        try (Admin admin = Admin.create(new HashMap<>(kafka))) {
            admin.describeTopics(BY_NOTICE)
                    .allTopicNames()
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS)
                    .forEach((topic, description) ->
                            partitions.put(topic, description.partitions().size()));
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the broker does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking the broker for its topics", e);
        }
        if (partitions.values().stream().distinct().count() > 1) {
            throw new IllegalStateException("topics keyed by notice must have equal partition counts: " + partitions);
        }
    }
}
