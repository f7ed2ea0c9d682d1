package org.harborlight.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.harborlight.schemas.Jurisdiction;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.WireFormat;
import org.harborlight.schemas.codec.WireFormats;
import org.harborlight.schemas.directory.Directory;
import org.harborlight.schemas.directory.DirectoryLoader;
import org.harborlight.schemas.directory.DirectorySigner;
import org.harborlight.schemas.directory.LoadResult;
import org.harborlight.schemas.directory.OperatorSet;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.schemas.registry.SchemaRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DirectoryFollowerTest {
    private static final TopicPartition PARTITION = new TopicPartition(Topics.DIRECTORY, 0);
    private static final Duration SOON = Duration.ofSeconds(10);

    private final SigningKey operator = SigningKey.generate("operator-1", new SecureRandom());
    private final SigningKey successor = SigningKey.generate("operator-2", new SecureRandom());
    private final WireFormat<SignedEnvelope> format = format();
    private final List<byte[]> topic = new ArrayList<>();

    @TempDir
    private Path folder;

    @Test
    void shouldServeNothingUntilTheWholeTopicIsRead() {
        publish("IE", "DE");
        MockConsumer<String, byte[]> consumer = consumer(2);

        try (DirectoryFollower follower = follow(consumer)) {
            give(consumer, 0);
            await().until(() -> consumer.position(PARTITION) == 1);
            assertThat(follower.loaded()).isFalse();
            assertThat(follower.current().sequence()).isNegative();

            give(consumer, 1);

            assertThat(follower.awaitLoaded(SOON)).isTrue();
            assertThat(follower.current().jurisdiction("DE")).isPresent();
        }
    }

    @Test
    void shouldTellListenersWhenAnEntryIsAdded() {
        publish("IE");
        MockConsumer<String, byte[]> consumer = consumer(1);
        List<Long> sequences = new CopyOnWriteArrayList<>();

        try (DirectoryFollower follower = follow(consumer)) {
            follower.onChange(directory -> sequences.add(directory.sequence()));
            give(consumer, 0);
            assertThat(follower.awaitLoaded(SOON)).isTrue();

            publish("DE");
            give(consumer, 1);

            await().untilAsserted(() -> assertThat(sequences).endsWith(1L));
        }
    }

    @Test
    void shouldSkipAndCountWhatIsNotAnEntry() {
        publish("IE");
        topic.add(new byte[] {1, 2, 3});
        topic.add(format.encode(entry(Directory.empty(), "XX", SigningKey.generate("intruder", new SecureRandom()))));
        MockConsumer<String, byte[]> consumer = consumer(3);
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();

        try (DirectoryFollower follower = follow(consumer)) {
            follower.bindTo(metrics);
            give(consumer, 0, 1, 2);

            assertThat(follower.awaitLoaded(SOON)).isTrue();
            assertThat(follower.current().sequence()).isZero();
            assertThat(metrics.get("harborlight.directory.rejected")
                            .functionCounter()
                            .count())
                    .isEqualTo(2);
        }
    }

    @Test
    void shouldKeepTheLastGoodEntryAndAlarmUntilAGoodOneComes() {
        publish("IE");
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        MockConsumer<String, byte[]> consumer = filled(1);
        try (DirectoryFollower follower = follow(consumer)) {
            follower.bindTo(metrics);
            assertThat(follower.awaitLoaded(SOON)).isTrue();
            Directory good = follower.current();
            List<byte[]> further = new ArrayList<>(topic);
            further.add(format.encode(entry(good, "XX", SigningKey.generate("operator-1", new SecureRandom()))));
            further.add(format.encode(entry(good, "DE", operator)));
            topic.clear();
            topic.addAll(further);

            give(consumer, 1);
            await().untilAsserted(
                            () -> assertThat(follower.quarantined()).contains("offset 1: signatures-below-threshold"));
            assertThat(follower.current()).isSameAs(good);
            assertThat(quarantined(metrics)).isOne();

            give(consumer, 2);
            await().untilAsserted(() -> assertThat(follower.quarantined()).isEmpty());
            assertThat(follower.current().sequence()).isOne();
            assertThat(quarantined(metrics)).isZero();
        }
    }

    private static double quarantined(SimpleMeterRegistry metrics) {
        return metrics.get("harborlight.directory.quarantined").gauge().value();
    }

    @Test
    void shouldAlarmWhenTheTopicEndsBelowTheHighestHeadSeen() throws IOException {
        publish("IE", "DE");
        try (DirectoryFollower follower = follow(filled(2))) {
            assertThat(follower.awaitLoaded(SOON)).isTrue();
        }
        assertThat(Files.readString(folder.resolve("head"))).startsWith("1 ");

        try (DirectoryFollower follower = follow(filled(1))) {
            assertThat(follower.awaitLoaded(SOON)).isFalse();
            assertThat(follower.rolledBack()).isTrue();
            assertThat(follower.current().sequence()).isNegative();
        }
    }

    @Test
    void shouldAlarmWhenTheTopicWentAnotherWay() {
        publish("IE", "DE");
        try (DirectoryFollower follower = follow(filled(2))) {
            assertThat(follower.awaitLoaded(SOON)).isTrue();
        }
        topic.clear();
        publish("IE", "FR", "ES");

        try (DirectoryFollower follower = follow(filled(3))) {
            await().until(follower::rolledBack);
            assertThat(follower.loaded()).isFalse();
        }
    }

    @Test
    void shouldAlarmWhenTheTopicIsTruncatedWhileRunning() {
        publish("IE");
        MockConsumer<String, byte[]> consumer = filled(1);
        try (DirectoryFollower follower = follow(consumer)) {
            assertThat(follower.awaitLoaded(SOON)).isTrue();

            consumer.setPollException(new OffsetOutOfRangeException(Map.of(PARTITION, 7L)));

            await().until(follower::rolledBack);
            assertThat(follower.current().sequence()).isNegative();
        }
    }

    @Test
    void shouldFollowTheOperatorsWithoutARestartAndSaySo() {
        publish("IE");
        replaceOperator();
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        MockConsumer<String, byte[]> consumer = consumer(1);
        try (DirectoryFollower follower = follow(consumer)) {
            follower.bindTo(metrics);
            give(consumer, 0);
            assertThat(follower.awaitLoaded(SOON)).isTrue();
            assertThat(operatorsSince(metrics)).isEqualTo(-1);

            give(consumer, 1);
            await().untilAsserted(() -> assertThat(operatorsSince(metrics)).isOne());
            assertThat(follower.current().operators().current().keyIds()).containsExactly("operator-2");

            topic.add(format.encode(entry(follower.current(), "DE", operator)));
            topic.add(format.encode(entry(follower.current(), "DE", successor)));
            give(consumer, 2);
            await().untilAsserted(
                            () -> assertThat(follower.quarantined()).contains("offset 2: signatures-below-threshold"));
            give(consumer, 3);
            await().untilAsserted(
                            () -> assertThat(follower.current().sequence()).isEqualTo(2));
        }
    }

    /** What whoever took the keys of all former operators could do, together with a Kafka administrator. */
    @Test
    void shouldAlarmWhenFormerOperatorsWriteAnotherPastForAServiceThatKnowsTheHead() {
        publish("IE");
        replaceOperator();
        try (DirectoryFollower follower = follow(filled(2))) {
            assertThat(follower.awaitLoaded(SOON)).isTrue();
        }
        topic.removeLast();
        publish("XX", "YY");

        try (DirectoryFollower follower = follow(filled(3))) {
            await().until(follower::rolledBack);
            assertThat(follower.current().operators().current().keyIds()).isEmpty();
        }
    }

    private static double operatorsSince(SimpleMeterRegistry metrics) {
        return metrics.get("harborlight.directory.operators.since").gauge().value();
    }

    /** Appends the entry by which the successor takes the operator's place. */
    private void replaceOperator() {
        DirectoryLoader loader = new DirectoryLoader(List.of(operator.publicEntry(Instant.EPOCH)), 1);
        topic.forEach(value -> assertThat(loader.apply(format.decode(value))).isNotNull());
        Directory now = loader.current();
        topic.add(format.encode(DirectorySigner.signOperators(
                now.sequence() + 1,
                now.head(),
                OperatorSet.pinned(List.of(successor.publicEntry(Instant.EPOCH)), 1)
                        .named(),
                0,
                Instant.parse("2026-11-24T12:00:00Z"),
                List.of(operator, successor))));
    }

    @Test
    void shouldRefuseToStartWhenTheHeadFileIsDamaged() throws IOException {
        Files.writeString(folder.resolve("head"), "what");

        assertThatThrownBy(() -> follow(filled(0))).isInstanceOf(IllegalStateException.class);
    }

    private DirectoryFollower follow(MockConsumer<String, byte[]> consumer) {
        DirectoryLoader loader = new DirectoryLoader(List.of(operator.publicEntry(Instant.EPOCH)), 1);
        return DirectoryFollower.start(consumer, loader, format, Optional.of(folder.resolve("head")));
    }

    private void publish(String... countries) {
        DirectoryLoader loader = new DirectoryLoader(List.of(operator.publicEntry(Instant.EPOCH)), 1);
        topic.forEach(value -> assertThat(loader.apply(format.decode(value))).isNotNull());
        for (String country : countries) {
            SignedEnvelope entry = entry(loader.current(), country, operator);
            assertThat(loader.apply(entry)).isInstanceOf(LoadResult.Applied.class);
            topic.add(format.encode(entry));
        }
    }

    private static SignedEnvelope entry(Directory after, String country, SigningKey signer) {
        Jurisdiction body = Jurisdiction.newBuilder()
                .setCountry(country)
                .setHelplines(List.of())
                .build();
        return DirectorySigner.sign(after, body, Instant.parse("2026-11-24T12:00:00Z"), List.of(signer));
    }

    private MockConsumer<String, byte[]> filled(int records) {
        MockConsumer<String, byte[]> consumer = consumer(records);
        consumer.schedulePollTask(() -> {
            for (int offset = 0; offset < records; offset++) {
                consumer.addRecord(record(offset));
            }
        });
        return consumer;
    }

    private static MockConsumer<String, byte[]> consumer(long endOffset) {
        MockConsumer<String, byte[]> consumer = new MockConsumer<>("none");
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.updateEndOffsets(Map.of(PARTITION, endOffset));
        return consumer;
    }

    /** Adds records once the follower has taken the partition. */
    private void give(MockConsumer<String, byte[]> consumer, int... offsets) {
        await().until(() -> consumer.assignment().contains(PARTITION));
        for (int offset : offsets) {
            consumer.addRecord(record(offset));
        }
    }

    private ConsumerRecord<String, byte[]> record(int offset) {
        return new ConsumerRecord<>(Topics.DIRECTORY, 0, offset, "", topic.get(offset));
    }

    private static WireFormat<SignedEnvelope> format() {
        SchemaRegistry registry = new SchemaRegistry("mock://directory-follower-test", Map.of());
        registry.register(Topics.subject(Topics.DIRECTORY), SignedEnvelope.getClassSchema());
        return new WireFormats(registry).of(Topics.DIRECTORY, SignedEnvelope.class);
    }
}
