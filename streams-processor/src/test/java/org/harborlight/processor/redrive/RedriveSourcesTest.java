package org.harborlight.processor.redrive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.harborlight.schemas.Origin;
import org.harborlight.schemas.Topics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which places that a command names hold a record, which never will, and which cannot be told. */
final class RedriveSourcesTest {
    private static final TopicPartition PARTITION = new TopicPartition(Topics.DEAD_LETTERS, 1);
    private static final long END = 10;

    private final MockConsumer<String, byte[]> reader = new MockConsumer<>("none");

    RedriveSourcesTest() {
        partitions(0, 1);
        reader.updateBeginningOffsets(Map.of(PARTITION, 0L));
        reader.updateEndOffsets(Map.of(PARTITION, END));
    }

    @Test
    void shouldFindTheRecordAtItsPlace() {
        holds(9);

        assertThat(find(1, 9))
                .hasValueSatisfying(found -> assertThat(found.offset()).isEqualTo(9));
    }

    @Test
    void shouldFindNothingWhenTheNextRecordIsAnotherOne() {
        holds(9);

        assertThat(find(1, 8)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, 10", "1, 11", "1, 9223372036854775807", "1, -1", "2, 9", "-1, 9"})
    void shouldFindNothingWhereNoRecordIs(int partition, long offset) {
        assertThat(find(partition, offset)).isEmpty();
    }

    @Test
    void shouldFindNothingWhenAMarkerOfATransactionStandsThere() {
        reader.schedulePollTask(() -> reader.seek(PARTITION, 10));

        assertThat(find(1, 9)).isEmpty();
    }

    @Test
    void shouldFailWhenARecordMayBeThereAndCannotBeRead() {
        assertThatThrownBy(() -> find(1, 9)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldFailWhenTheTopicIsNotKnown() {
        partitions();

        assertThatThrownBy(() -> find(1, 9)).isInstanceOf(IllegalStateException.class);
    }

    private Optional<ConsumerRecord<String, byte[]>> find(int partition, long offset) {
        return RedriveSources.find(reader, new Origin(Topics.DEAD_LETTERS, partition, offset));
    }

    private void holds(long offset) {
        reader.schedulePollTask(() -> reader.addRecord(
                new ConsumerRecord<>(PARTITION.topic(), PARTITION.partition(), offset, "key", new byte[] {1})));
    }

    private void partitions(int... numbers) {
        reader.updatePartitions(
                PARTITION.topic(),
                IntStream.of(numbers)
                        .mapToObj(number ->
                                new PartitionInfo(PARTITION.topic(), number, Node.noNode(), new Node[0], new Node[0]))
                        .toList());
    }
}
