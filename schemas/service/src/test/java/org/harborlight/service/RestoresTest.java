package org.harborlight.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** The times between restores, and what tells that one was left out. */
final class RestoresTest {
    @Test
    void shouldGiveEachTimeVersionsAndAFolderOfItsOwn() {
        Path stores = Path.of("state");

        assertThat(Restores.NEVER.versionsBefore()).isZero();
        assertThat(Restores.NEVER.folder(stores)).isEqualTo(stores);
        assertThat(new Restores(2).versionsBefore()).isEqualTo(2_000_000);
        assertThat(new Restores(2).folder(stores)).isNotEqualTo(new Restores(1).folder(stores));
        assertThat(new Restores(Restores.MOST).versionsBefore()).isPositive();
    }

    @Test
    void shouldRefuseANumberThatCannotBe() {
        assertThatThrownBy(() -> new Restores(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Restores(Restores.MOST + 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldFindAPartitionBehindWhenItEndsBeforeWhatWasSeenOrIsNotThere() {
        TopicPartition well = new TopicPartition("topic", 0);
        TopicPartition shorter = new TopicPartition("topic", 1);
        TopicPartition gone = new TopicPartition("gone", 0);

        assertThat(LogsGoneBack.behind(Map.of(well, 5L, shorter, 5L, gone, 1L), Map.of(well, 5L, shorter, 4L)))
                .isEqualTo(Map.of(shorter, 4L, gone, 0L));
    }
}
