package org.harborlight.processor.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.harborlight.processor.topology.LaneDriver;
import org.harborlight.processor.topology.TestExchange;
import org.harborlight.schemas.CommandEffect;
import org.harborlight.schemas.HeldChangeKind;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Outcome;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.Verdict;
import org.harborlight.schemas.codec.WireFormats;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The books of notices: one outcome for each record, what became of the held ones, what cannot be read. */
class LedgerTopologyTest {
    private static final String STANDARD = Topics.notices(Lane.STANDARD) + "/0";

    @TempDir
    Path directory;

    private LedgerDriver ledger;

    @BeforeEach
    void start() {
        ledger = new LedgerDriver(directory);
    }

    @AfterEach
    void stop() {
        ledger.close();
    }

    @Test
    void shouldMoveFrontierOverDenseOffsetsWhenTheyComeInAnyOrder() {
        ledger.outcome(LedgerRecords.outcome(0, Verdict.OPENED).build());
        ledger.outcome(LedgerRecords.outcome(2, Verdict.LINKED).build());
        assertThat(standard().nextOffset()).isEqualTo(1);
        assertThat(standard().ahead()).isEqualTo(1);

        ledger.outcome(LedgerRecords.outcome(1, Verdict.REPLAYED).build());

        assertThat(standard().nextOffset()).isEqualTo(3);
        assertThat(standard().ahead()).isZero();
        assertThat(standard().highest()).isEqualTo(2);
        assertThat(standard().processed()).isEqualTo(3);
        assertThat(standard().duplicates()).isZero();
    }

    @Test
    void shouldCountAsFaultAndAsNothingElseWhenOffsetGetsASecondOutcome() {
        ledger.outcome(LedgerRecords.held(0, "no-recipient").build());
        ledger.outcome(LedgerRecords.outcome(2, Verdict.OPENED).build());

        ledger.outcome(LedgerRecords.outcome(0, Verdict.OPENED).build());
        ledger.outcome(LedgerRecords.outcome(2, Verdict.OPENED).build());

        assertThat(standard().duplicates()).isEqualTo(2);
        assertThat(standard().verdicts()).isEqualTo(Map.of("HELD", 1L, "OPENED", 1L));
        assertThat(standard().held().byReason()).isEqualTo(Map.of("no-recipient", 1L));
    }

    @Test
    void shouldRememberEveryHandoverWhenTheirOffsetsHaveGaps() {
        String topic = Topics.handovers(Lane.STANDARD);
        ledger.outcome(handedOver(topic, 1));
        ledger.outcome(handedOver(topic, 4));
        ledger.outcome(handedOver(topic, 4));

        FrontierBook book = Objects.requireNonNull(ledger.books().frontiers().get(topic + "/0"));
        assertThat(book.processed()).isEqualTo(2);
        assertThat(book.duplicates()).isEqualTo(1);
    }

    @Test
    void shouldCountTheNoticesThatCommandsPutIntoTheHandovers() {
        String topic = Topics.handovers(Lane.STANDARD);
        ledger.result(LedgerRecords.result("command-1", CommandEffect.APPLIED)
                .setRecord(LedgerRecords.origin(topic, 7))
                .build());
        ledger.result(LedgerRecords.result("command-2", CommandEffect.REFUSED).build());
        ledger.result(LedgerRecords.result("command-3", CommandEffect.APPLIED)
                .setRecord(LedgerRecords.origin(Topics.deliveries("police-de", Lane.STANDARD), 3))
                .build());

        assertThat(ledger.books().redriven()).isEqualTo(Map.of(topic + "/0", 1L));
    }

    @Test
    void shouldBookHeldAsReleasedOrClosedWhenItChanges() {
        ledger.outcome(LedgerRecords.held(0, "no-recipient").build());
        ledger.outcome(LedgerRecords.held(1, "no-recipient").build());
        ledger.outcome(LedgerRecords.held(2, "not-active").build());

        ledger.heldChange(LedgerRecords.change(0, HeldChangeKind.RELEASED, "released"));
        ledger.heldChange(LedgerRecords.change(2, HeldChangeKind.CLOSED, "expired"));

        FrontierBook.HeldBook held = standard().held();
        assertThat(held.byReason()).isEqualTo(Map.of("no-recipient", 1L));
        assertThat(held.released()).isEqualTo(1);
        assertThat(held.closed()).isEqualTo(1);
        assertThat(held.strayChanges()).isZero();
        assertThat(held.duplicateChanges()).isZero();
    }

    @Test
    void shouldBookUnderTheOtherReasonWhatIsStillHeldWheneverItIsRead() {
        ledger.outcome(LedgerRecords.held(0, "waits-for-digest").build());
        ledger.heldChange(LedgerRecords.change(0, HeldChangeKind.STILL_HELD, "not-active"));
        ledger.heldChange(LedgerRecords.change(1, HeldChangeKind.STILL_HELD, "not-active"));
        ledger.outcome(LedgerRecords.held(1, "waits-for-digest").build());
        ledger.heldChange(LedgerRecords.change(2, HeldChangeKind.STILL_HELD, "not-active"));
        ledger.heldChange(LedgerRecords.change(2, HeldChangeKind.RELEASED, "released"));
        ledger.outcome(LedgerRecords.held(2, "waits-for-digest").build());
        assertThat(standard().held()).isEqualTo(new FrontierBook.HeldBook(Map.of("not-active", 2L), 1, 0, 0, 0));

        ledger.heldChange(LedgerRecords.change(0, HeldChangeKind.RELEASED, "released"));
        ledger.heldChange(LedgerRecords.change(1, HeldChangeKind.CLOSED, "expired"));

        assertThat(standard().held()).isEqualTo(new FrontierBook.HeldBook(Map.of(), 2, 1, 0, 0));
    }

    @Test
    void shouldBookNothingWhenANoticeGetsACaseOfItsOwn() {
        ledger.outcome(LedgerRecords.held(0, "no-recipient").build());
        ledger.outcome(LedgerRecords.outcome(1, Verdict.LINKED).build());

        ledger.heldChange(LedgerRecords.change(0, HeldChangeKind.OWN_CASE, "unlinked"));
        ledger.heldChange(LedgerRecords.change(1, HeldChangeKind.OWN_CASE, "unlinked"));
        ledger.heldChange(LedgerRecords.change(0, HeldChangeKind.RELEASED, "released"));

        assertThat(standard().held()).isEqualTo(new FrontierBook.HeldBook(Map.of(), 1, 0, 0, 0));
        assertThat(standard().verdicts()).isEqualTo(Map.of("HELD", 1L, "LINKED", 1L));
    }

    @Test
    void shouldNoLongerCallChangeStrayWhenItsVerdictIsRead() {
        ledger.heldChange(LedgerRecords.change(0, HeldChangeKind.RELEASED, "released"));
        assertThat(standard().held().strayChanges()).isEqualTo(1);

        ledger.outcome(LedgerRecords.held(0, "no-recipient").build());

        assertThat(standard().held().strayChanges()).isZero();
        assertThat(standard().held().released()).isEqualTo(1);
        assertThat(standard().held().stillHeld()).isZero();
    }

    @Test
    void shouldCountAsFaultWhenHeldRecordChangesTwice() {
        ledger.outcome(LedgerRecords.held(0, "no-recipient").build());
        ledger.heldChange(LedgerRecords.change(0, HeldChangeKind.RELEASED, "released"));
        ledger.heldChange(LedgerRecords.change(0, HeldChangeKind.CLOSED, "expired"));

        assertThat(standard().held().duplicateChanges()).isEqualTo(1);
        assertThat(standard().held().closed()).isZero();
    }

    @Test
    void shouldCountAndGoOnWhenRecordCannotBeRead() {
        ledger.pipe(Topics.OUTCOMES, "platform-a/notice-1", new byte[] {7});
        ledger.pipe(Topics.DELIVERY_STATE, "delivery-1", new byte[] {7});
        ledger.tombstone(Topics.DELIVERY_STATE, "delivery-1");
        ledger.outcome(LedgerRecords.outcome(0, Verdict.OPENED).build());

        assertThat(ledger.books().unreadable().values()).containsExactly(1L, 1L);
        assertThat(standard().processed()).isEqualTo(1);
    }

    @Test
    void shouldCountAndGoOnWhenRecordOfAnInternalTopicCannotBeRead() {
        ledger.pipe(LedgerNames.BY_ORIGIN_TOPIC, STANDARD, new byte[] {7});
        ledger.pipe(LedgerNames.BY_NOTICE_TOPIC, "platform-a/notice-1", new byte[] {7});
        ledger.outcome(LedgerRecords.outcome(0, Verdict.OPENED).build());

        assertThat(ledger.books().unreadable())
                .isEqualTo(Map.of(
                        LedgerNames.BY_ORIGIN_TOPIC + "/0/malformed", 1L,
                        LedgerNames.BY_NOTICE_TOPIC + "/0/malformed", 1L));
        assertThat(standard().processed()).isEqualTo(1);
    }

    @Test
    void shouldBookOutcomeAndKeepNoStatusWhenItsRecordWasUnreadable() {
        ledger.outcome(LedgerRecords.outcome(0, Verdict.DEAD_LETTERED)
                .setSubmitterId("")
                .setNoticeId("")
                .build());

        assertThat(standard().verdict(Verdict.DEAD_LETTERED)).isEqualTo(1);
        assertThat(ledger.status("", "")).isEmpty();
        assertThat(ledger.books().unreadable()).isEmpty();
    }

    @Test
    void shouldRememberTheLatestWhenOperatorWasPagedTwice() {
        ledger.outcome(
                LedgerRecords.outcome(0, Verdict.OPENED).setOperatorPage(true).build());
        ledger.outcome(LedgerRecords.outcome(1, Verdict.OPENED)
                .setNoticeId("notice-2")
                .setOperatorPage(true)
                .setDecidedAt(LedgerRecords.DECIDED_AT.plusSeconds(1))
                .build());

        FrontierBook.PageBook pages = standard().pages();
        assertThat(pages.count()).isEqualTo(2);
        assertThat(pages.lastNotice()).isEqualTo("platform-a/notice-2");
    }

    @Test
    void shouldStayAsDescribedWhenNobodyPlansAMigration() throws IOException {
        String description = LedgerDriver.topology(
                        new WireFormats(LaneDriver.registry()),
                        TestExchange.standard(),
                        LedgerDriver.settings(Path.of("target", "described")))
                .describe()
                .toString();

        try (InputStream in =
                Objects.requireNonNull(LedgerTopologyTest.class.getResourceAsStream("/ledger-topology.txt"))) {
            assertThat(description).isEqualTo(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static Outcome handedOver(String topic, long offset) {
        return LedgerRecords.outcome(0, Verdict.LINKED)
                .setOrigin(LedgerRecords.origin(topic, offset))
                .build();
    }

    private FrontierBook standard() {
        return Objects.requireNonNull(ledger.books().frontiers().get(STANDARD));
    }
}
