package org.harborlight.processor.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.harborlight.processor.operator.StageStall.Reason;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Topics;
import org.junit.jupiter.api.Test;

/** What stands and what only looks like it, and why it stands. */
class StallLookTest {
    private static final String STAGE = "notices.urgent";
    private static final TopicPartition NOTICES = new TopicPartition(Topics.notices(Lane.URGENT), 0);
    private static final TopicPartition OTHER = new TopicPartition(Topics.notices(Lane.URGENT), 1);
    private static final Duration STEP = Duration.ofSeconds(5);

    private final FakeOffsets offsets = new FakeOffsets();
    private final StallLook stalls = new StallLook(offsets, Duration.ofSeconds(10));

    @Test
    void shouldCountTheTimeInWhichARecordStaysUnread() {
        record(0).end(NOTICES, 1);

        assertThat(look().stalled()).isZero();
        assertThat(look().stalled()).isEqualTo(STEP);
        StageStall stall = look();

        assertThat(stall.stalled()).isEqualTo(STEP.multipliedBy(2));
        assertThat(stall.unread()).isEqualTo(1);
        assertThat(stall.where()).isEqualTo("harborlight.notices.urgent/0/0");
        assertThat(offsets.looksAtRecords)
                .as("a record that was found is not looked for again")
                .isEqualTo(1);
    }

    @Test
    void shouldBeginAnewWhenTheCommittedPositionMoves() {
        record(0);
        record(1).end(NOTICES, 2);
        look();
        look();
        offsets.committed.put(NOTICES, 1L);

        assertThat(look().stalled()).isZero();
        assertThat(look().stalled()).isEqualTo(STEP);
    }

    @Test
    void shouldNotCountTheTimeBeforeTheRecordCame() {
        offsets.end(NOTICES, 0);
        look();
        look();
        look();
        record(0).end(NOTICES, 1);

        assertThat(look().stalled()).isZero();
    }

    @Test
    void shouldNotStandAtTheMarkersOfTransactions() {
        offsets.committed.put(NOTICES, 1L);
        offsets.end(NOTICES, 3);
        for (int i = 0; i < 5; i++) {
            assertThat(look().stalled()).isZero();
        }
        assertThat(offsets.looksAtRecords).isEqualTo(1);

        record(3).end(NOTICES, 4);
        assertThat(look().stalled())
                .as("counted from the record on, not from the markers")
                .isZero();
        assertThat(look().stalled()).isEqualTo(STEP);
        assertThat(look().where()).endsWith("/0/3");
    }

    @Test
    void shouldNotStandAtMarkersBecauseTheBrokerToldOfThemLate() {
        offsets.committed.put(NOTICES, 1L);
        offsets.end(NOTICES, 3).late = 1;
        look();
        assertThat(look().stalled()).as("nobody knows yet").isEqualTo(STEP);

        assertThat(look().stalled()).as("the broker has told").isZero();
        assertThat(lookOften().stalled()).isZero();
        assertThat(offsets.looksAtRecords).isEqualTo(2);
    }

    @Test
    void shouldCountTheTimeInWhichTheBrokerDoesNotTellWhetherARecordStandsThere() {
        offsets.end(NOTICES, 1).late = Integer.MAX_VALUE;

        assertThat(lookOften().stalled()).isEqualTo(STEP.multipliedBy(3));
    }

    @Test
    void shouldGoOnCountingWhenTheBrokerTellsOfAnotherPartitionLate() {
        record(0).end(NOTICES, 1);
        look();
        look();
        offsets.end(OTHER, 1);
        look();
        offsets.late = 1;

        StageStall stall = look();

        assertThat(stall.stalled()).isEqualTo(STEP.multipliedBy(3));
        assertThat(stall.where()).isEqualTo("harborlight.notices.urgent/0/0");
    }

    @Test
    void shouldNotMeasureWhereTheBrokerRefuses() {
        record(0).end(NOTICES, 1);
        look();
        offsets.refusal = new TopicAuthorizationException("no");

        assertThatExceptionOfType(OffsetsUnavailableException.class).isThrownBy(this::look);
    }

    @Test
    void shouldTellThePartitionThatStandsLongestWhileOthersMove() {
        record(0).end(NOTICES, 1);
        offsets.end(OTHER, 100);
        for (long moved = 10; moved < 40; moved += 10) {
            offsets.committed.put(OTHER, moved);
            look();
        }
        offsets.committed.put(OTHER, 50L);

        StageStall stall = look();

        assertThat(stall.stalled()).isEqualTo(STEP.multipliedBy(3));
        assertThat(stall.where()).isEqualTo("harborlight.notices.urgent/0/0");
        assertThat(stall.unread()).isEqualTo(1);
    }

    @Test
    void shouldSayThatNobodyReadsWhenNoInstanceHasThePartition() {
        record(0).end(NOTICES, 1);

        assertThat(lookOften().reason()).isEqualTo(Reason.NOBODY_READS);
    }

    @Test
    void shouldSayThatAnInstanceCommitsNothingWhenItHasThePartition() {
        record(0).end(NOTICES, 1);
        offsets.owned.add(NOTICES);

        assertThat(lookOften().reason()).isEqualTo(Reason.NOT_COMMITTED);
    }

    @Test
    void shouldSayThatATransactionIsOpenWhenItKeepsTheRestFromBeingRead() {
        record(0).end(NOTICES, 1);
        offsets.readable.put(NOTICES, 0L);
        offsets.owned.add(NOTICES);

        assertThat(lookOften().reason()).isEqualTo(Reason.OPEN_TRANSACTION);
    }

    @Test
    void shouldNotCountRecordsThatAreDeleted() {
        offsets.end(NOTICES, 8);
        offsets.beginnings.put(NOTICES, 8L);

        assertThat(lookOften().stalled()).isZero();
    }

    @Test
    void shouldBeginAnewAfterTheBrokersWereAway() {
        record(0).end(NOTICES, 1);
        lookOften();
        stalls.forget();

        assertThat(look().stalled()).isZero();
    }

    @Test
    void shouldWatchEveryTopicThatALaneOrTheLedgerReads() {
        List<String> stages = stalls.look(STEP).stream().map(StageStall::stage).toList();

        assertThat(stages)
                .containsExactly(
                        "notices.urgent",
                        "handovers.urgent",
                        "moves.urgent",
                        "references.urgent",
                        "holders.urgent",
                        "by-case-key.urgent",
                        "answers.urgent",
                        "orders.urgent",
                        "notices.standard",
                        "handovers.standard",
                        "moves.standard",
                        "references.standard",
                        "holders.standard",
                        "by-case-key.standard",
                        "answers.standard",
                        "orders.standard",
                        "ledger",
                        "ledger.counted");
    }

    private FakeOffsets record(long offset) {
        offsets.records.add(offset);
        return offsets;
    }

    private StageStall lookOften() {
        look();
        look();
        look();
        return look();
    }

    private StageStall look() {
        return stalls.look(STEP).stream()
                .filter(stall -> stall.stage().equals(STAGE))
                .findFirst()
                .orElseThrow();
    }
}
