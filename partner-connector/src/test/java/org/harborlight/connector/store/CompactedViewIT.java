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
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
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
    private final Instant written = Instant.now();
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
        private volatile boolean whole = true;
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
        public boolean whole() {
            return whole;
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
        leave();
        now = now.plus(Duration.ofMinutes(59));
        try (OneRun soon = new OneRun()) {
            assertThat(soon.told).isEmpty();
        }
        now = now.plus(Duration.ofMinutes(61));

        assertBuiltAnew();
    }

    @Test
    void shouldBeginAnewWhenTheClockWentBack() {
        leave();
        now = now.minusSeconds(1);

        assertBuiltAnew();
    }

    /** The same records at the same places, but of the one that it has: only the topic's id tells. */
    @Test
    void shouldBeginAnewWhenTheTopicIsAnother() throws Exception {
        leave();
        admin.deleteTopics(List.of(topic)).all().get();
        await().atMost(PATIENCE).until(() -> !admin.listTopics().names().get().contains(topic));
        create();
        write("a", "1");
        write("b", "2");

        assertBuiltAnew();
    }

    @Test
    void shouldBeginAnewWhenTombstonesLastLessLong() throws Exception {
        leave();
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        AlterConfigOp shorter =
                new AlterConfigOp(new ConfigEntry("delete.retention.ms", "120000"), AlterConfigOp.OpType.SET);
        admin.incrementalAlterConfigs(Map.of(resource, List.of(shorter))).all().get();
        await().atMost(PATIENCE)
                .until(() -> new ViewTopic(topic, admin).tombstonesLast().equals(Duration.ofMinutes(2)));
        now = now.plus(Duration.ofSeconds(61));

        assertBuiltAnew();
    }

    /** What was aborted behind the last record may be something else after a restore. */
    @Test
    void shouldGoOnBehindTheLastRecordAndNotBehindWhatWasAborted() throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", topic);
        try (Producer<String, byte[]> transactional =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            transactional.initTransactions();
            transactional.beginTransaction();
            transactional.send(record("a", "aborted")).get();
            transactional.abortTransaction();
        }
        leave();
        write("a", "8");

        try (OneRun next = new OneRun()) {
            assertThat(next.told).containsExactly("a");
            assertThat(next.get("a")).hasValue("8");
        }
    }

    /** The files as a kill leaves them, while the process that wrote them still has them open. */
    @Test
    void shouldGoOnFromWhatAKilledOneLeaves(@TempDir Path elsewhere) throws IOException {
        leave();
        try (OneRun killed = new OneRun()) {
            write("c", "9");
            killed.catchUp();
            Path copy = elsewhere.resolve("view");
            Files.createDirectories(copy);
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.copy(file, copy.resolve(file.getFileName().toString()));
                }
            }
            folder = copy;
            try (OneRun next = new OneRun()) {
                assertThat(next.told).isSubsetOf("c");
                assertThat(next.get("a")).hasValue("1");
                assertThat(next.get("c")).hasValue("9");
            }
        }
    }

    @Test
    void shouldBeginAnewWhenTheWatcherDidNotUnderstandEverything() {
        leave();
        try (OneRun second = new OneRun()) {
            second.whole = false;
            await().atMost(PATIENCE).until(() -> Files.exists(folder.resolve("spoilt")));
        }

        assertBuiltAnew();
    }

    /** As after a restore of the brokers to an older backup, where something else stands there now. */
    @Test
    void shouldBeginAnewWhenTheRecordThatItReadLastIsNotThere() throws Exception {
        leave();
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
        leave();
        Files.writeString(folder.resolve("CURRENT"), "damaged");

        assertBuiltAnew();
    }

    @Test
    void shouldBeginAnewWhenTheStoreCouldNotBeRead() throws IOException {
        leave();
        Files.writeString(folder.resolve("spoilt"), "");

        assertBuiltAnew();
        try (OneRun third = new OneRun()) {
            assertThat(third.told).isEmpty();
        }
    }

    /** Leaves a view behind that a next process goes on with. */
    private void leave() {
        new OneRun().close();
        try (OneRun second = new OneRun()) {
            assertThat(second.told).isEmpty();
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
            producer.send(record(key, value)).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Always of the same time: what is the same is the same in every way. */
    private ProducerRecord<String, byte[]> record(String key, @Nullable String value) {
        byte[] bytes = value == null ? null : value.getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(topic, null, written.toEpochMilli(), key, bytes);
    }

    private static String text(byte[] value) {
        return new String(value, StandardCharsets.UTF_8);
    }
}
