package org.harborlight.processor.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Topics;
import org.junit.jupiter.api.Test;

/** When an application is past what was written, and when nobody can say that it is. */
final class HopWaitTest {
    private static final TopicPartition HANDOVERS = new TopicPartition(Topics.handovers(Lane.URGENT), 0);
    private static final LedgerTopics.Hop HOP =
            new LedgerTopics.Hop(LedgerTopics.group(Lane.URGENT), Set.of(HANDOVERS.topic()));
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(200);

    private final FakeOffsets offsets = new FakeOffsets().end(HANDOVERS, 3);

    @Test
    void shouldPassMarkersThatNobodyCommits() {
        offsets.committed.put(HANDOVERS, 2L);

        assertThat(passed(LONG)).isTrue();
    }

    @Test
    void shouldAskAgainWhenTheBrokerDoesNotTellInTime() {
        offsets.committed.put(HANDOVERS, 2L);
        offsets.late = 2;

        assertThat(passed(LONG)).isTrue();
        assertThat(offsets.looksAtRecords).isEqualTo(3);
    }

    @Test
    void shouldNotPassWhatTheBrokerNeverTells() {
        offsets.committed.put(HANDOVERS, 2L);
        offsets.late = Integer.MAX_VALUE;

        assertThat(passed(SHORT)).isFalse();
    }

    @Test
    void shouldNotPassARecord() {
        offsets.committed.put(HANDOVERS, 2L);
        offsets.records.add(2L);

        assertThat(passed(SHORT)).isFalse();
    }

    @Test
    void shouldNotWaitWhereTheBrokerRefuses() {
        offsets.committed.put(HANDOVERS, 2L);
        offsets.refusal = new TopicAuthorizationException("no");

        assertThatExceptionOfType(OffsetsUnavailableException.class).isThrownBy(() -> passed(LONG));
        assertThat(offsets.looksAtRecords).isEqualTo(1);
    }

    private boolean passed(Duration patience) {
        return new HopWait(offsets, new Patience(patience)).passed(HOP);
    }
}
