package org.harborlight.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.test.TestRecord;
import org.harborlight.processor.link.Stores;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.NoticeKind;
import org.harborlight.schemas.Outcome;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A notice marked as a test goes all the way and leaves nothing behind. */
class RehearsalTopologyTest {
    private static final List<String> MEMORY = List.of(
            Stores.SEEN_NOTICES,
            Stores.REFERENCE_CASES,
            Stores.REFERENCE_EXPIRY,
            Stores.CASES,
            Stores.CASE_NOTICES,
            Stores.HELD_CASES,
            Stores.CASE_EXPIRY);

    @TempDir
    Path directory;

    private final IncidentNotice rehearsal =
            TestNotices.extortion().setTest(true).build();
    private LaneDriver lane;

    @BeforeEach
    void start() {
        lane = new LaneDriver(
                Lane.STANDARD,
                TestExchange.standard()
                        .join(TestExchange.partner("police-ie", StakeholderKind.LAW_ENFORCEMENT, "IE")
                                .setAcceptsTest(true)
                                .build()),
                directory);
    }

    @AfterEach
    void stop() {
        lane.close();
    }

    @Test
    void shouldDeliverAndRememberNothingWhenNoticeIsATest() {
        Outcome outcome = lane.verdictOn(rehearsal);

        assertThat(outcome.getVerdict()).isEqualTo(Verdict.TEST);
        assertThat(outcome.getTest()).isTrue();
        assertThat(lane.delivery("police-ie").getTest()).isTrue();
        assertThat(lane.pending()).hasSize(1);
        assertThatNothingIsRemembered();
    }

    @Test
    void shouldBeATestAgainWhenItIsRepeatedFollowedUpOrTakenBack() {
        lane.verdictOn(rehearsal);
        List<IncidentNotice> more = List.of(
                rehearsal,
                TestNotices.about(rehearsal, NoticeKind.FOLLOW_UP).build(),
                TestNotices.about(rehearsal, NoticeKind.CORRECTION).build(),
                TestNotices.retraction(rehearsal).build());

        assertThat(more)
                .allSatisfy(notice ->
                        assertThat(lane.verdictOn(notice).getVerdict()).isEqualTo(Verdict.TEST));

        assertThat(lane.raw(Topics.handovers(Lane.URGENT))).isEmpty();
        assertThat(lane.heldChanges()).isEmpty();
        assertThatNothingIsRemembered();
    }

    @Test
    void shouldWriteNoTombstoneWhenTheRetentionOfATestWouldEnd() {
        IncidentNotice real = TestNotices.extortion().build();
        lane.accept(rehearsal);
        lane.accept(real);
        String reference = lane.raw(Topics.references(Lane.STANDARD)).getFirst().key();

        lane.advance(Duration.ofDays(92));
        lane.accept(TestNotices.extortion().build());
        lane.raw(Topics.references(Lane.STANDARD));
        lane.advance(Duration.ofMinutes(2));

        assertThat(lane.raw(Topics.references(Lane.STANDARD)))
                .extracting(TestRecord::key)
                .containsExactly(reference);
    }

    private void assertThatNothingIsRemembered() {
        assertThat(lane.raw(Topics.references(Lane.STANDARD))).isEmpty();
        assertThat(MEMORY).allSatisfy(store -> {
            try (KeyValueIterator<String, Object> entries =
                    lane.<Object>store(store).all()) {
                assertThat(entries).as(store).isExhausted();
            }
        });
    }
}
