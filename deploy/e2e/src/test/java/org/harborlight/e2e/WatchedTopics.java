package org.harborlight.e2e;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.harborlight.schemas.DeadLetter;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.WireFormat;

/**
 * Every record of every topic, Kafka's own too, shown to the watch: key and headers of each; the whole value where it does not carry a
 * notice by design; of a dead letter all but the original. A sealed canary may be in no value at all.
 */
final class WatchedTopics {
    private final Map<String, Object> kafka;
    private final WireFormat<DeadLetter> letters;
    private final LeakWatch watch;
    private final Set<String> carriers = new TreeSet<>();

    WatchedTopics(Map<String, Object> kafka, WireFormat<DeadLetter> letters, LeakWatch watch) {
        this.kafka = kafka;
        this.letters = letters;
        this.watch = watch;
    }

    /** Topics of which a value holds a canary of a notice's clear part, as such a topic's values do by design. */
    Set<String> carriers() {
        return carriers;
    }

    void look() {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put("isolation.level", "read_uncommitted");
        settings.put("exclude.internal.topics", false);
        try (Admin admin = Admin.create(new HashMap<>(kafka));
                KafkaConsumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            for (String topic : admin.listTopics(new ListTopicsOptions().listInternal(true))
                    .names()
                    .get()) {
                watch.look("name of a topic", topic);
                each(consumer, topic, this::look);
            }
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void look(ConsumerRecord<byte[], byte[]> record) {
        String where = record.topic() + "/" + record.partition() + "/" + record.offset();
        watch.look("key of " + where, bytes(record.key()));
        record.headers().forEach(header -> {
            watch.look("header of " + where, header.key());
            watch.look("header " + header.key() + " of " + where, bytes(header.value()));
        });
        if (record.topic().equals(Topics.DEAD_LETTERS)) {
            DeadLetter letter = letters.decode(record.value());
            watch.look("dead letter " + where, letter.getReason() + letter.getOrigin() + letter.getAt());
        } else if (Canary.in(bytes(record.value())).isPresent()) {
            carriers.add(record.topic());
        }
        lookForSealed(where, new String(bytes(record.value()), StandardCharsets.ISO_8859_1));
    }

    /** Whatever carries a notice, carries its sections sealed. */
    private void lookForSealed(String where, String value) {
        sealedWords().filter(value::contains).forEach(word -> watch.look("sealed field in value of " + where, word));
    }

    private static java.util.stream.Stream<String> sealedWords() {
        return PlantedSections.words().stream();
    }

    private static byte[] bytes(byte[] value) {
        return value == null ? new byte[0] : value;
    }

    private static void each(
            KafkaConsumer<byte[], byte[]> consumer, String topic, Consumer<ConsumerRecord<byte[], byte[]>> with) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(one -> new TopicPartition(topic, one.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Set<TopicPartition> open = new HashSet<>(partitions);
        while (!open.isEmpty()) {
            consumer.poll(Duration.ofMillis(100)).forEach(with);
            open.removeIf(one -> consumer.position(one) >= ends.getOrDefault(one, 0L));
        }
    }
}
