package org.harborlight.processor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.harborlight.schemas.BrokerAccess;
import org.harborlight.schemas.Party;
import org.harborlight.service.RequiredTopics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses to start where a topic is missing, where topics that are read together have different partition counts, or
 * where a topic forgets before the stores do. Names all that it finds at once. Blocks; used once, at the start.
 */
final class ProcessorTopics {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessorTopics.class);

    private final Admin admin;
    private final Duration patience;

    private ProcessorTopics(Admin admin, Duration patience) {
        this.admin = admin;
        this.patience = patience;
    }

    /** @param retention how long the stores remember */
    static void check(Map<String, Object> kafka, Duration patience, Duration retention) {
        RequiredTopics.check(kafka, BrokerAccess.of(Party.PROCESSOR).fixedTopics(), patience);
        List<String> problems = new ArrayList<>();
        try (Admin admin = Admin.create(new HashMap<>(kafka))) {
            ProcessorTopics topics = new ProcessorTopics(admin, patience);
            problems.addAll(TopicAgreement.differingCounts(topics.partitions()));
            problems.addAll(TopicAgreement.forgetting(retention, topics.settings()));
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the broker does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking the broker for its topics", e);
        }
        if (!problems.isEmpty()) {
            throw new IllegalStateException("topics do not fit: " + String.join("; ", problems));
        }
    }

    private Map<String, Integer> partitions() throws ExecutionException, TimeoutException, InterruptedException {
        Map<String, Integer> partitions = new TreeMap<>();
        List<String> topics =
                TopicAgreement.groups().stream().flatMap(List::stream).toList();
        answer(admin.describeTopics(topics).allTopicNames())
                .forEach((topic, description) ->
                        partitions.put(topic, description.partitions().size()));
        return partitions;
    }

    /** Without those that this service may not read: it does not need that right for anything else. */
    private Map<String, Map<String, String>> settings()
            throws ExecutionException, TimeoutException, InterruptedException {
        List<ConfigResource> resources = TopicAgreement.remembered().stream()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                .toList();
        Map<String, Map<String, String>> settings = new TreeMap<>();
        for (var asked : admin.describeConfigs(resources).values().entrySet()) {
            Map<String, String> values = new HashMap<>();
            try {
                answer(asked.getValue()).entries().stream()
                        .filter(entry -> entry.value() != null)
                        .forEach(entry -> values.put(entry.name(), entry.value()));
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof AuthorizationException)) {
                    throw e;
                }
                LOG.atWarn()
                        .addKeyValue("topic", asked.getKey().name())
                        .log("retention of the topic cannot be read, so it is not checked");
            }
            settings.put(asked.getKey().name(), values);
        }
        return settings;
    }

    private <T> T answer(KafkaFuture<T> asked) throws ExecutionException, TimeoutException, InterruptedException {
        return asked.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    }
}
