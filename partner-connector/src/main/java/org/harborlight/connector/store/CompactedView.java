package org.harborlight.connector.store;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.harborlight.service.Background;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The latest value of every key of a compacted topic, in a store that is built from the topic's beginning and follows it from
 * then on. A kept one goes on where a former process left it, unless a tombstone could have been missed meanwhile or the topic
 * is not what it was: see {@link ViewStart}. Reads committed records only. One thread of its own writes; any thread may read,
 * and finds nothing until the store is open. A reader that needs certainty takes {@link #highWatermarks()} and waits until the
 * view has reached them.
 */
public final class CompactedView implements AutoCloseable {
    /**
     * Turns key and value into a second key under which the value is also found, or nothing. Whoever changes what it makes
     * raises {@link ViewCheckpoint#LAYOUT}.
     */
    public interface SecondKey extends BiFunction<String, byte[], Optional<String>> {}

    /** Learns of a value once it can be found, or what came after it; called on the view's own thread. */
    public interface Watcher {
        void found(String key, byte[] value);
    }

    /**
     * What is made of the topic.
     *
     * @param secondKey nothing where values are looked up by their key only: then what stood there is not read
     * @param memory of the watcher, of a view that is kept; empty where it is built anew at every start, and the watcher told
     *     of everything. After a crash a kept one tells of some values once more
     */
    public record Content(Optional<SecondKey> secondKey, Watcher watcher, Optional<ViewMemory> memory) {}

    private static final Logger LOG = LoggerFactory.getLogger(CompactedView.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration BETWEEN_CHECKPOINTS = Duration.ofSeconds(5);
    private static final Duration BROKERS = Duration.ofSeconds(5);
    private static final String FIRST = "k/";
    private static final String SECOND = "s/";

    private final ViewTopic topic;
    private final KafkaClients clients;
    private final Path folder;
    private final Content content;
    private final InstantSource clock;
    private final ViewPlaces places = new ViewPlaces();
    private final Progress progress = new Progress();
    private final Background background;
    private long nextCheckpoint = System.nanoTime();
    private String topicId = "";
    private Duration longestUnknown = Duration.ZERO;
    private boolean distrusted;
    private volatile @Nullable ViewStore store;
    private volatile boolean failing;

    public CompactedView(
            String topic, KafkaClients clients, Admin admin, Path folder, Content content, InstantSource clock) {
        this.topic = new ViewTopic(topic, admin);
        this.clients = clients;
        this.folder = folder;
        this.content = content;
        this.clock = clock;
        this.background = new Background("view-" + topic, this::run);
        ViewStore.prepare(folder);
    }

    public void start() {
        background.start();
    }

    public Optional<byte[]> get(String key) {
        return opened().flatMap(open -> open.get(FIRST + key));
    }

    /** All keys that start with the prefix and have a value. */
    public List<String> keys(String prefix) {
        return opened().map(open -> open.keys(FIRST + prefix)).orElse(List.of()).stream()
                .map(key -> key.substring(FIRST.length()))
                .toList();
    }

    /** Leaves nothing on the disk of former values under keys that start with the prefix. */
    public void forget(String prefix) {
        opened().ifPresent(open -> open.compact(FIRST + prefix));
    }

    /** Values whose second key starts with the prefix. */
    public List<byte[]> bySecondKey(String prefix) {
        return opened().map(open -> open.scan(SECOND + prefix)).orElse(List.of());
    }

    /** The same one by one, in the order of the second keys. */
    public void eachBySecondKey(String prefix, java.util.function.Consumer<byte[]> look) {
        opened().ifPresent(open -> open.each(SECOND + prefix, look));
    }

    private Optional<ViewStore> opened() {
        return Optional.ofNullable(store);
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
        return topic.ends(IsolationLevel.READ_UNCOMMITTED);
    }

    /** The same without what an open transaction still holds back: all that another view can have shown by now. */
    public Map<TopicPartition, Long> committedEnds() {
        return topic.ends(IsolationLevel.READ_COMMITTED);
    }

    public boolean hasReached(Map<TopicPartition, Long> marks) {
        return store != null && places.reached(marks);
    }

    /** Whether the marks were reached within the time. Blocks. */
    public boolean awaitReached(Map<TopicPartition, Long> marks, Duration patience) {
        return progress.await(() -> hasReached(marks), patience);
    }

    private void run() {
        while (!background.closing()) {
            try (Consumer<String, byte[]> consumer = clients.view(topic.name())) {
                ViewStore open = store;
                if (open == null) {
                    open = open(consumer);
                    store = open;
                }
                follow(consumer, open);
            } catch (RuntimeException e) {
                failing = true;
                LOG.atError()
                        .addKeyValue("topic", topic.name())
                        .setCause(e)
                        .log("view cannot follow its topic, trying again");
                background.pause(Duration.ofSeconds(1));
            }
        }
    }

    private ViewStore open(Consumer<String, byte[]> consumer) {
        if (content.memory().isEmpty()) {
            return ViewStore.scratch(folder);
        }
        topicId = topic.id();
        longestUnknown = ViewStart.longest(topic);
        ViewStart.Begun begun = ViewStart.kept(folder, topic, consumer, clock.instant());
        try {
            begun.from().ifPresent(checkpoint -> {
                content.memory().get().read(checkpoint.memory());
                places.goOnFrom(topic.name(), checkpoint);
            });
            return begun.store();
        } catch (RuntimeException e) {
            begun.store().close();
            throw e;
        }
    }

    private void follow(Consumer<String, byte[]> consumer, ViewStore open) {
        places.seek(
                consumer,
                consumer.partitionsFor(topic.name()).stream()
                        .map(found -> new TopicPartition(topic.name(), found.partition()))
                        .toList());
        while (!background.closing()) {
            ConsumerRecords<String, byte[]> changes = consumer.poll(POLL);
            apply(changes, open);
            if (!places.moved(consumer, changes)) {
                distrust(open, "the topic went back");
            }
            keepPlaces(consumer, open);
            failing = false;
            progress.signal();
        }
    }

    /**
     * From time to time writes how far it has come, into the store itself and behind what it speaks of, so that it is never ahead of
     * that. Only the brokers know whether all was read: they are asked where it looks so, and while they do not answer, nothing is
     * written.
     */
    private void keepPlaces(Consumer<String, byte[]> consumer, ViewStore open) {
        if (content.memory().isEmpty() || System.nanoTime() - nextCheckpoint < 0 || behind(consumer)) {
            return;
        }
        Instant asked = clock.instant();
        Map<TopicPartition, Long> ends;
        try {
            ends = consumer.endOffsets(consumer.assignment(), BROKERS);
        } catch (TimeoutException away) {
            return;
        }
        if (places.ends(ends, asked).compareTo(longestUnknown) > 0) {
            distrust(open, "the brokers were away for too long");
        }
        if (!content.memory().get().whole()) {
            distrust(open, "not everything could be read");
        }
        if (places.complete()) {
            ViewCheckpoint checkpoint =
                    places.checkpoint(topicId, content.memory().get().write());
            open.writeSynced(batch -> batch.put(ViewStart.CHECKPOINT, checkpoint.write()));
            nextCheckpoint = System.nanoTime() + BETWEEN_CHECKPOINTS.toNanos();
        }
    }

    /** As far as the last answer to the consumer tells; while a view is built, each poll would be held up by the question. */
    private static boolean behind(Consumer<?, ?> consumer) {
        return consumer.assignment().stream()
                .anyMatch(partition -> consumer.currentLag(partition).orElse(1) > 0);
    }

    /** What stands in the store may be wrong, as far as can be known from here; it is not gone on with. */
    private void distrust(ViewStore open, String why) {
        if (!distrusted) {
            distrusted = true;
            open.spoil();
            LOG.atError()
                    .addKeyValue("topic", topic.name())
                    .addKeyValue("reason", why)
                    .log("a view may have missed something, it is built anew at the next start");
        }
    }

    /** What was fetched at once is written at once; of several changes of a key the last one. */
    private void apply(ConsumerRecords<String, byte[]> changes, ViewStore open) {
        Map<String, ConsumerRecord<String, byte[]>> last = new LinkedHashMap<>();
        changes.forEach(change -> {
            if (change.key() != null) {
                last.put(change.key(), change);
            }
        });
        open.write(batch -> last.values().forEach(change -> write(batch, change, open)));
        changes.forEach(change -> {
            if (change.key() != null && change.value() != null) {
                content.watcher().found(change.key(), change.value());
            }
        });
    }

    private void write(ViewStore.Batch batch, ConsumerRecord<String, byte[]> change, ViewStore open) {
        String key = FIRST + change.key();
        content.secondKey()
                .ifPresent(made -> open.get(key)
                        .flatMap(before -> made.apply(change.key(), before))
                        .ifPresent(second -> batch.delete(SECOND + second)));
        if (change.value() == null) {
            batch.delete(key);
            return;
        }
        batch.put(key, change.value());
        content.secondKey()
                .flatMap(made -> made.apply(change.key(), change.value()))
                .ifPresent(second -> batch.put(SECOND + second, change.value()));
    }

    @Override
    public void close() {
        background.close();
        if (!background.running()) {
            opened().ifPresent(ViewStore::close);
        }
    }
}
