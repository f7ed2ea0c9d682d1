package org.harborlight.connector.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.harborlight.kafka.EmbeddedKafka;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A kept view that ends and is opened again: when it goes on, and when it does not dare to. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CompactedViewIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private EmbeddedKafka kafka;
    private Admin admin;
    private Producer<String, byte[]> producer;
    private KafkaClients clients;
    private int topics;
    private String topic;
    private Path folder;
    private Instant now = Instant.parse("2026-11-28T10:00:00Z");

    @BeforeAll
    void start(@TempDir Path kafkaFolder) {
        kafka = EmbeddedKafka.start(kafkaFolder);
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
        admin = Admin.create(settings);
        producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        clients = new KafkaClients(settings, "one");
    }

    @AfterAll
    void stop() {
        producer.close();
        admin.close();
        kafka.close();
    }

    @BeforeEach
    void begin(@TempDir Path folder) throws Exception {
        this.folder = folder.resolve("view");
        topic = "view-" + topics++;
        create();
        write("a", "1");
        write("b", "2");
    }

    /** What one process has of it. */
    private final class OneRun implements CompactedView.Watcher, ViewMemory, AutoCloseable {
        private final List<String> told = new CopyOnWriteArrayList<>();
        private final CompactedView view = new CompactedView(
                topic,
                clients,
                admin,
                folder,
                new CompactedView.Content(
                        Optional.of((_, value) -> Optional.of("second/" + text(value))), this, Optional.of(this)),
                () -> now);
        private volatile int remembered;
        private volatile int recalled = -1;

        OneRun() {
            view.start();
            catchUp();
        }

        void catchUp() {
            assertThat(view.awaitReached(view.highWatermarks(), PATIENCE)).isTrue();
        }

        Optional<String> get(String key) {
            return view.get(key).map(CompactedViewIT::text);
        }

        @Override
        public void found(String key, byte[] value) {
            told.add(key);
            remembered = told.size();
        }

        @Override
        public JsonNode write() {
            return JsonNodeFactory.instance.numberNode(remembered);
        }

        @Override
        public void read(JsonNode written) {
            recalled = written.asInt();
        }

        @Override
        public void close() {
            view.close();
        }
    }

    @Test
    void shouldGoOnWhereItStoodAndTakeInWhatCameMeanwhile() {
        try (OneRun first = new OneRun()) {
            assertThat(first.told).containsExactlyInAnyOrder("a", "b");
            assertThat(first.recalled).isEqualTo(-1);
        }
        write("a", null);
        write("c", "3");

        try (OneRun second = new OneRun()) {
            assertThat(second.told).containsExactly("c");
            assertThat(second.recalled).isEqualTo(2);
            assertThat(second.get("a")).isEmpty();
            assertThat(second.get("b")).hasValue("2");
            assertThat(second.get("c")).hasValue("3");
            assertThat(second.view.bySecondKey("second/"))
                    .extracting(CompactedViewIT::text)
                    .containsExactly("2", "3");
        }
    }

    /** What was taken in after the last checkpoint is taken in again, older values first. */
    @Test
    void shouldTellOnceMoreOfWhatCameAfterTheLastCheckpoint() {
        try (OneRun first = new OneRun()) {
            write("a", "4");
            write("a", "5");
            first.catchUp();
        }

        try (OneRun second = new OneRun()) {
            assertThat(second.told).containsExactly("a", "a");
            assertThat(second.get("a")).hasValue("5");
            assertThat(second.view.bySecondKey("second/"))
                    .extracting(CompactedViewIT::text)
                    .containsExactly("2", "5");
        }
    }

    @Test
    void shouldBeginAnewWhenATombstoneCouldHaveBeenMissed() {
        new OneRun().close();
        now = now.plus(Duration.ofMinutes(59));
        try (OneRun soon = new OneRun()) {
            assertThat(soon.told).isEmpty();
        }
        now = now.plus(Duration.ofMinutes(61));

        assertBuiltAnew();
    }

    @Test
    void shouldBeginAnewWhenTheClockWentBack() {
        new OneRun().close();
        now = now.minusSeconds(1);

        assertBuiltAnew();
    }

    @Test
    void shouldBeginAnewWhenTheTopicIsAnother() throws Exception {
        write("gone", "0");
        new OneRun().close();
        admin.deleteTopics(List.of(topic)).all().get();
        await().atMost(PATIENCE).until(() -> !admin.listTopics().names().get().contains(topic));
        create();
        write("a", "1");
        write("b", "2");

        try (OneRun second = new OneRun()) {
            assertThat(second.told).containsExactlyInAnyOrder("a", "b");
            assertThat(second.get("gone")).isEmpty();
        }
    }

    /** As after a restore of the brokers to an older backup, where something else stands there now. */
    @Test
    void shouldBeginAnewWhenTheRecordThatItReadLastIsNotThere() throws Exception {
        new OneRun().close();
        Map<TopicPartition, Long> ends = new ViewTopic(topic, admin).ends(IsolationLevel.READ_COMMITTED);
        write("a", "6");
        write("b", "7");
        Map<TopicPartition, RecordsToDelete> before = new HashMap<>();
        ends.forEach((partition, end) -> before.put(partition, RecordsToDelete.beforeOffset(end)));
        admin.deleteRecords(before).all().get();

        assertBuiltAnew();
    }

    @Test
    void shouldBeginAnewWhenTheStoreIsDamaged() throws IOException {
        new OneRun().close();
        Files.writeString(folder.resolve("CURRENT"), "damaged");

        assertBuiltAnew();
    }

    @Test
    void shouldBeginAnewWhenTheStoreCouldNotBeRead() throws IOException {
        new OneRun().close();
        Files.writeString(folder.resolve("spoilt"), "");

        assertBuiltAnew();
        try (OneRun third = new OneRun()) {
            assertThat(third.told).isEmpty();
        }
    }

    private void assertBuiltAnew() {
        try (OneRun again = new OneRun()) {
            assertThat(again.told).containsExactlyInAnyOrder("a", "b");
            assertThat(again.recalled).isEqualTo(-1);
        }
    }

    private void create() throws ExecutionException, InterruptedException {
        admin.createTopics(List.of(new NewTopic(topic, 2, (short) 1)
                        .configs(Map.of("cleanup.policy", "compact,delete", "retention.ms", "-1"))))
                .all()
                .get();
    }

    private void write(String key, @Nullable String value) {
        try {
            producer.send(new ProducerRecord<>(
                            topic, key, value == null ? null : value.getBytes(StandardCharsets.UTF_8)))
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String text(byte[] value) {
        return new String(value, StandardCharsets.UTF_8);
    }
}
