package org.harborlight.processor.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Topics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is known of a range when the broker answers, answers slowly, and answers no more. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
final class RecordSearchTest {
    private static final TopicPartition PARTITION = new TopicPartition(Topics.notices(Lane.URGENT), 0);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final RecordSearch search = new RecordSearch(consumer);

    @Test
    void shouldFindTheRecordBehindAMarker() {
        moves(3);
        consumer.schedulePollTask(
                () -> consumer.addRecord(new ConsumerRecord<>(PARTITION.topic(), 0, 3, new byte[0], new byte[0])));

        assertThat(search.nothingBetween(PARTITION, 2, 5)).isFalse();
    }

    @Test
    void shouldFindNothingWhenOnlyMarkersStandThere() {
        moves(3);
        moves(5);

        assertThat(search.nothingBetween(PARTITION, 2, 5)).isTrue();
    }

    @Test
    void shouldFindNothingWithoutAskingWhenTheRangeIsEmpty() {
        assertThat(search.nothingBetween(PARTITION, 5, 5)).isTrue();
    }

    @Test
    void shouldWaitForAnAnswerThatIsSlowAtEveryStep() {
        for (int position = 3; position <= 5; position++) {
            empty(5);
            moves(position);
        }

        assertThat(search.nothingBetween(PARTITION, 2, 5)).isTrue();
    }

    @Test
    void shouldNotTakeSilenceForARecord() {
        assertThatExceptionOfType(OffsetsUnavailableException.class)
                .isThrownBy(() -> search.nothingBetween(PARTITION, 2, 5))
                .matches(OffsetsUnavailableException::late);
    }

    @Test
    void shouldEndWhenTheBrokerGoesAwayInTheMiddle() {
        moves(3);

        assertThatExceptionOfType(OffsetsUnavailableException.class)
                .isThrownBy(() -> search.nothingBetween(PARTITION, 2, 5))
                .matches(OffsetsUnavailableException::late);
    }

    @Test
    void shouldNotCallARefusalLate() {
        KafkaException refusal = new TopicAuthorizationException("no");
        consumer.setPollException(refusal);

        assertThatExceptionOfType(OffsetsUnavailableException.class)
                .isThrownBy(() -> search.nothingBetween(PARTITION, 2, 5))
                .withCause(refusal)
                .matches(fault -> !fault.late());
    }

    /** In the next poll, without a record. */
    private void moves(long position) {
        consumer.schedulePollTask(() -> consumer.seek(PARTITION, position));
    }

    private void empty(int polls) {
        for (int i = 0; i < polls; i++) {
            consumer.schedulePollTask(() -> {});
        }
    }
}
