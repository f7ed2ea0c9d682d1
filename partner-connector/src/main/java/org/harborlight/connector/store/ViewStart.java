package org.harborlight.connector.store;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides whether a kept view goes on from where a former process left it: only where the topic is the same, the last records
 * that were read still stand where they stood, and no tombstone can have come and gone since. Stateless; blocks.
 */
final class ViewStart {
    /** Where a store has its checkpoint. No key of a value begins so. */
    static final String CHECKPOINT = "c/checkpoint";

    private static final Logger LOG = LoggerFactory.getLogger(ViewStart.class);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Optional<String> ANOTHER = Optional.of("what was read last does not stand there");
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(200);

    private ViewStart() {}

    /** A store, and from where to go on; empty where it is to be filled from the beginning. */
    record Begun(ViewStore store, Optional<ViewCheckpoint> from) {}

    static Begun kept(Path folder, ViewTopic topic, Consumer<String, byte[]> consumer, Instant now) {
        ViewStore store = ViewStore.kept(folder);
        try {
            Optional<ViewCheckpoint> checkpoint = store.get(CHECKPOINT).flatMap(ViewCheckpoint::read);
            if (checkpoint.isEmpty()) {
                return anew(store, folder, topic, "no checkpoint");
            }
            Optional<String> refusal = refusal(checkpoint.get(), topic, consumer, now);
            return refusal.isPresent() ? anew(store, folder, topic, refusal.get()) : new Begun(store, checkpoint);
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    private static Begun anew(ViewStore store, Path folder, ViewTopic topic, String why) {
        LOG.atInfo()
                .addKeyValue("topic", topic.name())
                .addKeyValue("reason", why)
                .log("view is built anew");
        store.close();
        return new Begun(ViewStore.keptAnew(folder), Optional.empty());
    }

    private static Optional<String> refusal(
            ViewCheckpoint checkpoint, ViewTopic topic, Consumer<String, byte[]> consumer, Instant now) {
        return checkpoint.refusal(topic.id(), longest(topic), now).or(() -> another(checkpoint, topic, consumer));
    }

    /** For how long a view may know nothing of its topic without missing that something was deleted. */
    static Duration longest(ViewTopic topic) {
        Duration half = topic.tombstonesLast().dividedBy(2); // clocks differ
        return half.compareTo(LONGEST) < 0 ? half : LONGEST;
    }

    /** Empty where every record that was the last one still is where it was. */
    private static Optional<String> another(
            ViewCheckpoint checkpoint, ViewTopic topic, Consumer<String, byte[]> consumer) {
        Map<TopicPartition, ViewCheckpoint.Last> wanted = new HashMap<>();
        for (ViewCheckpoint.Place place : checkpoint.places()) {
            wanted.put(new TopicPartition(topic.name(), place.partition()), place.last());
        }
        consumer.assign(wanted.keySet());
        wanted.forEach((partition, last) -> consumer.seek(partition, last.offset()));
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!wanted.isEmpty() && System.nanoTime() - until < 0) {
            ConsumerRecords<String, byte[]> found = consumer.poll(POLL);
            for (TopicPartition partition : found.partitions()) {
                ConsumerRecord<String, byte[]> first = found.records(partition).getFirst();
                ViewCheckpoint.Last last = wanted.remove(partition);
                if (last != null && !last.equals(ViewCheckpoint.Last.of(first))) {
                    return ANOTHER;
                }
            }
        }
        return wanted.isEmpty() ? Optional.empty() : Optional.of("what was read last is not shown in time");
    }
}
