package org.harborlight.connector.store;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.harborlight.service.Background;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The latest value of every key of a compacted topic, in a scratch store that is rebuilt from the beginning at every
 * start, so that no tombstone is ever missed, and that follows the topic from then on. Reads committed records only.
 * One thread of its own writes; any thread may read. A reader that needs certainty takes {@link #highWatermarks()} and
 * waits until the view has reached them.
 */
public final class CompactedView implements AutoCloseable {
    /** Turns key and value into a second key under which the value is also found, or nothing. */
    public interface SecondKey extends BiFunction<String, byte[], Optional<String>> {}

    /** Learns of a value once it can be found, or what came after it; called on the view's own thread. */
    public interface Watcher {
        void found(String key, byte[] value);
    }

    private static final Logger LOG = LoggerFactory.getLogger(CompactedView.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long ADMIN_SECONDS = 15;
    private static final String FIRST = "k/";
    private static final String SECOND = "s/";

    private final String topic;
    private final KafkaClients clients;
    private final Admin admin;
    private final Optional<SecondKey> secondKey;
    private final Watcher watcher;
    private final ScratchStore store;
    private final Map<TopicPartition, Long> positions = new ConcurrentHashMap<>();
    private final Progress progress = new Progress();
    private final Background background;
    private volatile boolean failing;

    /** @param secondKey nothing where values are looked up by their key only: then what stood there is not read */
    public CompactedView(
            String topic,
            KafkaClients clients,
            Admin admin,
            Path folder,
            Optional<SecondKey> secondKey,
            Watcher watcher) {
        this.topic = topic;
        this.clients = clients;
        this.admin = admin;
        this.secondKey = secondKey;
        this.watcher = watcher;
        this.store = new ScratchStore(folder);
        this.background = new Background("view-" + topic, this::run);
    }

    public void start() {
        background.start();
    }

    public Optional<byte[]> get(String key) {
        return store.get(FIRST + key);
    }

    /** All keys that start with the prefix and have a value. */
    public List<String> keys(String prefix) {
        return store.keys(FIRST + prefix).stream()
                .map(key -> key.substring(FIRST.length()))
                .toList();
    }

    /** Leaves nothing on the disk of former values under keys that start with the prefix. */
    public void forget(String prefix) {
        store.compact(FIRST + prefix);
    }

    /** Values whose second key starts with the prefix. */
    public List<byte[]> bySecondKey(String prefix) {
        return store.scan(SECOND + prefix);
    }

    /** The same one by one, in the order of the second keys. */
    public void eachBySecondKey(String prefix, java.util.function.Consumer<byte[]> look) {
        store.each(SECOND + prefix, look);
    }

    /** Whether it follows the topic; false while the broker cannot be read. */
    public boolean following() {
        return background.running() && !failing;
    }

    /**
     * The end of every partition now, open transactions included: what the view must reach to know everything that was
     * written before this call. Blocks on the broker.
     */
    public Map<TopicPartition, Long> highWatermarks() {
        return ends(IsolationLevel.READ_UNCOMMITTED);
    }

    /** The same without what an open transaction still holds back: all that another view can have shown by now. */
    public Map<TopicPartition, Long> committedEnds() {
        return ends(IsolationLevel.READ_COMMITTED);
    }

    private Map<TopicPartition, Long> ends(IsolationLevel isolation) {
        try {
            Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
            admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get(ADMIN_SECONDS, TimeUnit.SECONDS)
                    .values()
                    .forEach(found -> found.partitions()
                            .forEach(partition ->
                                    asked.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest())));
            Map<TopicPartition, Long> ends = new HashMap<>();
            admin.listOffsets(asked, new ListOffsetsOptions(isolation))
                    .all()
                    .get(ADMIN_SECONDS, TimeUnit.SECONDS)
                    .forEach((partition, end) -> ends.put(partition, end.offset()));
            return ends;
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the broker does not tell the end of " + topic, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    public boolean hasReached(Map<TopicPartition, Long> marks) {
        return marks.entrySet().stream()
                .allMatch(mark -> positions.getOrDefault(mark.getKey(), -1L) >= mark.getValue());
    }

    /** Whether the marks were reached within the time. Blocks. */
    public boolean awaitReached(Map<TopicPartition, Long> marks, Duration patience) {
        return progress.await(() -> hasReached(marks), patience);
    }

    private void run() {
        while (!background.closing()) {
            try (Consumer<String, byte[]> consumer = clients.view(topic)) {
                follow(consumer);
            } catch (WakeupException e) {
                LOG.atDebug().addKeyValue("topic", topic).log("view stops");
            } catch (RuntimeException e) {
                failing = true;
                LOG.atError().addKeyValue("topic", topic).setCause(e).log("view cannot follow its topic, trying again");
                background.pause(Duration.ofSeconds(1));
            }
        }
    }

    private void follow(Consumer<String, byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(found -> new TopicPartition(topic, found.partition()))
                .toList();
        consumer.assign(partitions);
        for (TopicPartition partition : partitions) {
            Long known = positions.get(partition);
            if (known == null) {
                consumer.seekToBeginning(List.of(partition));
            } else {
                consumer.seek(partition, known);
            }
        }
        while (!background.closing()) {
            apply(consumer.poll(POLL));
            partitions.forEach(partition -> positions.put(partition, consumer.position(partition)));
            failing = false;
            progress.signal();
        }
    }

    /** What was fetched at once is written at once; of several changes of a key the last one. */
    private void apply(ConsumerRecords<String, byte[]> changes) {
        Map<String, ConsumerRecord<String, byte[]>> last = new LinkedHashMap<>();
        changes.forEach(change -> {
            if (change.key() != null) {
                last.put(change.key(), change);
            }
        });
        store.write(batch -> last.values().forEach(change -> write(batch, change)));
        changes.forEach(change -> {
            if (change.key() != null && change.value() != null) {
                watcher.found(change.key(), change.value());
            }
        });
    }

    private void write(ScratchStore.Batch batch, ConsumerRecord<String, byte[]> change) {
        String key = FIRST + change.key();
        secondKey.ifPresent(made -> store.get(key)
                .flatMap(before -> made.apply(change.key(), before))
                .ifPresent(second -> batch.delete(SECOND + second)));
        if (change.value() == null) {
            batch.delete(key);
            return;
        }
        batch.put(key, change.value());
        secondKey
                .flatMap(made -> made.apply(change.key(), change.value()))
                .ifPresent(second -> batch.put(SECOND + second, change.value()));
    }

    @Override
    public void close() {
        background.close();
        if (!background.running()) {
            store.close();
        }
    }
}
