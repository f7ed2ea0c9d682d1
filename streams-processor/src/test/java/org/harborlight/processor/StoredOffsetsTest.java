package org.harborlight.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The form is that of Kafka Streams 4.2. */
final class StoredOffsetsTest {
    @Test
    void shouldSayTheOffsetBehindTheLastOneOfEveryTask(@TempDir Path state) throws Exception {
        Path one = Files.createDirectories(state.resolve("harborlight-urgent").resolve("0_0"));
        Path other = Files.createDirectories(state.resolve("harborlight-ledger").resolve("1_1"));
        Files.write(one.resolve(".checkpoint"), List.of("0", "2", "a-changelog 0 41", "b-changelog 0 -4"));
        Files.write(other.resolve(".checkpoint"), List.of("0", "1", "c-changelog 1 0"));
        Files.write(other.resolve("other"), List.of("0", "1", "d-changelog 1 7"));

        assertThat(StoredOffsets.below(state))
                .isEqualTo(Map.of(new TopicPartition("a-changelog", 0), 42L, new TopicPartition("c-changelog", 1), 1L));
    }

    @Test
    void shouldSayNothingWhenThereIsNothing(@TempDir Path state) throws Exception {
        assertThat(StoredOffsets.below(state.resolve("none"))).isEmpty();
        Files.createDirectories(state.resolve("harborlight-urgent").resolve("0_0"));
        Files.write(state.resolve("harborlight-urgent").resolve("0_0").resolve(".checkpoint"), List.of("0"));
        assertThat(StoredOffsets.below(state)).isEmpty();
    }
}
