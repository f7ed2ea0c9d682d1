package org.harborlight.processor.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.harborlight.processor.status.FrontierBook;
import org.harborlight.processor.topology.TestExchange;
import org.harborlight.schemas.DeliveryStatus;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.Verdict;
import org.junit.jupiter.api.Test;

/** The books of a whole exchange balance line by line, and each way in which they can fail is seen and named. */
class BalanceTest {
    private static final String STANDARD = Topics.notices(Lane.STANDARD) + "/0";

    @Test
    void shouldBalanceWhenEveryRecordHasOneOutcome() {
        Balance balance = BalanceSheet.of(TestCut.good().cut(), Optional.empty(), TestExchange.NOW);

        assertThat(balance.problems()).isEmpty();
        assertThat(balance.exact()).isTrue();
        assertThat(balance.moving()).isFalse();
        assertThat(balance.accounts().notices().accepted()).isEqualTo(12);
        assertThat(balance.accounts().notices().inFlight()).isEqualTo(2);
        assertThat(balance.accounts().notices().total()).isEqualTo(10);
        assertThat(balance.accounts().held().stillHeld()).isEqualTo(1);
        assertThat(balance.accounts().deliveries().total()).isEqualTo(4);
        assertThat(balance.accounts().handovers().inFlight()).isZero();
        assertThat(balance.lines())
                .extracting(Balance.Line::equation)
                .containsExactly(
                        "accepted = in flight + processed",
                        "held = still held + released + closed",
                        "deliveries = pending + receipted + refused + expired + dead-lettered",
                        "handed over + redriven = settled + in flight");
        assertThat(balance.lines()).extracting(Balance.Line::left).containsExactly(12L, 3L, 4L, 1L);
        assertThat(balance.lines()).extracting(Balance.Line::right).containsExactly(12L, 3L, 4L, 1L);
    }

    @Test
    void shouldNameTheOffsetWhenAnOutcomeIsMissing() {
        assertThat(problems(TestCut.good().frontier(STANDARD, TestCut.frontier(9, 9, 0, Map.of("OPENED", 9L)))))
                .contains(STANDARD + ": offset 9 has no outcome, though 10 is committed");
    }

    @Test
    void shouldNotCallAGapMissingWhenWhatIsAheadOfItIsNotCommittedEither() {
        TestCut cut = TestCut.good().committed(Lane.STANDARD, 9).end(Lane.STANDARD, 12);

        assertThat(problems(cut.frontier(STANDARD, TestCut.frontier(9, 8, 0, TestCut.VERDICTS_OF_NINE))))
                .isEmpty();
    }

    @Test
    void shouldCountAndNameWhenAnOffsetHasTwoOutcomes() {
        TestCut cut = TestCut.good().duplicates(STANDARD, 1);

        assertThat(problems(cut)).containsExactly(STANDARD + ": 1 outcomes for an offset that had one");
        assertThat(balance(cut).accounts().faults().duplicates()).isEqualTo(1);
    }

    @Test
    void shouldNameTheOffsetWhenAnOutcomeIsAboveWhatIsCommitted() {
        assertThat(problems(TestCut.good().committed(Lane.STANDARD, 9)))
                .contains(STANDARD + ": offset 9 has an outcome, though only 9 is committed");
    }

    @Test
    void shouldSeeWhenVerdictsAreFewerThanOffsets() {
        assertThat(problems(TestCut.good().frontier(STANDARD, TestCut.frontier(10, 9, 0, TestCut.VERDICTS_OF_NINE))))
                .contains(STANDARD + ": verdicts do not add up to the offsets that have one");
    }

    @Test
    void shouldNameTheLaneWhenADeliveryIsLostFromItsTopic() {
        assertThat(problems(TestCut.good().written("police-de", Lane.STANDARD, 2)))
                .containsExactly("police-de/standard: 3 deliveries have a state, only 2 are written");
    }

    @Test
    void shouldNameTheLaneWhenADeliveryHasNoState() {
        assertThat(problems(TestCut.good().written("police-de", Lane.STANDARD, 4)))
                .containsExactly("police-de/standard: 4 deliveries are written, only 3 have a state");
    }

    @Test
    void shouldFailWhenADeliveryLeftItsEndByItself() {
        assertThat(problems(TestCut.good().state("police-de/STANDARD/ANOMALY", 1)))
                .containsExactly("delivery-state: 1 deliveries left a terminal state without a redrive");
    }

    @Test
    void shouldFailWhenADeliveryIsInAStateNobodyKnows() {
        TestCut cut = TestCut.good()
                .state("police-de/STANDARD/" + DeliveryStatus.UNSPECIFIED, 1)
                .state("police-de/STANDARD/PENDING", 0);

        assertThat(balance(cut).exact()).isFalse();
    }

    @Test
    void shouldFailWhenHeldNoticeIsNeitherStillHeldNorReleasedNorClosed() {
        TestCut cut = TestCut.good().held(STANDARD, new FrontierBook.HeldBook(Map.of(), 1, 1, 0, 0));

        assertThat(balance(cut).exact()).isFalse();
        assertThat(balance(cut).lines().get(1).balances()).isFalse();
    }

    @Test
    void shouldFailWhenWhatWasNotHeldIsReleasedOrReleasedTwice() {
        assertThat(problems(TestCut.good()
                        .held(STANDARD, new FrontierBook.HeldBook(Map.of("no-recipient", 1L), 1, 1, 2, 3))))
                .containsExactly(
                        STANDARD + ": 2 held changes for records that were not held",
                        STANDARD + ": 3 held changes for records that had one");
    }

    @Test
    void shouldFailWhenWhatWasHandedOverHasNoOutcomeThere() {
        String topic = Topics.handovers(Lane.URGENT);

        assertThat(problems(TestCut.good().frontier(topic + "/0", FrontierBook.empty())))
                .containsExactly(topic + ": 1 handed over or redriven, only 0 have an outcome");
    }

    @Test
    void shouldFailWhenAnOutcomeIsOfAHandoverThatNobodyMade() {
        String topic = Topics.handovers(Lane.STANDARD);

        assertThat(problems(TestCut.good().frontier(topic + "/0", TestCut.frontier(0, 7, 0, Map.of("LINKED", 1L)))))
                .containsExactly(topic + ": 1 outcomes, only 0 handed over or redriven");
    }

    @Test
    void shouldFailWhenARecordCannotBeRead() {
        assertThat(problems(TestCut.good().unreadable("harborlight.outcomes/0/malformed", 2)))
                .containsExactly("harborlight.outcomes/0/malformed: 2 records cannot be read");
    }

    @Test
    void shouldCountARedrivenNoticeBesideThoseThatWereHandedOver() {
        TestCut redriven = TestCut.good()
                .redriven(Lane.STANDARD, 1)
                .frontier(Topics.handovers(Lane.STANDARD) + "/0", TestCut.frontier(0, 2, 0, Map.of("HANDED_OVER", 1L)))
                .frontier(Topics.handovers(Lane.URGENT) + "/0", TestCut.frontier(0, 6, 0, Map.of("LINKED", 2L)));

        assertThat(problems(redriven)).isEmpty();
        assertThat(balance(redriven).accounts().handovers()).isEqualTo(new Balance.Handovers(2, 1, 3));
    }

    @Test
    void shouldFailWhenARedrivenNoticeHasNoOutcome() {
        assertThat(problems(TestCut.good().redriven(Lane.STANDARD, 1)))
                .containsExactly("harborlight.handovers.standard: 1 handed over or redriven, only 0 have an outcome");
    }

    @Test
    void shouldFailWhenRecordsWereDeletedBeforeTheyWereProcessed() {
        assertThat(problems(TestCut.good().beginning(Lane.STANDARD, 11)))
                .contains(STANDARD + ": offsets 10 to 10 were deleted before they were processed");
    }

    @Test
    void shouldBoundAndNotFailWhenRecordsMoveMeanwhile() {
        TestCut before = TestCut.good();
        TestCut after = TestCut.good()
                .committed(Lane.STANDARD, 11)
                .frontier(STANDARD, TestCut.frontier(11, 10, 0, Map.of("OPENED", 11L)))
                .written("police-de", Lane.STANDARD, 4)
                .held(STANDARD, new FrontierBook.HeldBook(Map.of(), 0, 0, 0, 0))
                .state("police-de/STANDARD/PENDING", 1);

        Balance balance = BalanceSheet.of(before.until(after), Optional.empty(), TestExchange.NOW);

        assertThat(balance.moving()).isTrue();
        assertThat(balance.accounts().notices().undecided()).isZero();
        assertThat(balance.accounts().notices().processed()).containsEntry(Verdict.OPENED, 11L);
        assertThat(balance.lines()).first().extracting(Balance.Line::balances).isEqualTo(true);
    }

    @Test
    void shouldJudgeNothingAndNotBeExactWhenAnApplicationHasNotCaughtUp() {
        Balance balance = BalanceSheet.of(
                TestCut.good().committed(Lane.STANDARD, 9).cut(),
                Optional.of("harborlight-standard"),
                TestExchange.NOW);

        assertThat(balance.settling()).isTrue();
        assertThat(balance.problems()).isEmpty();
        assertThat(balance.exact()).isFalse();
    }

    @Test
    void shouldTellEveryFigureWhenBalanceIsShown() {
        assertThat(BalanceJson.of(balance(TestCut.good()))
                        .getJsonObject("processed")
                        .getMap())
                .containsEntry("total", 10L)
                .containsEntry("opened", 5L)
                .containsEntry("held", 3L)
                .containsEntry("handedOver", 1L)
                .containsEntry("deadLettered", 1L);
    }

    private static Balance balance(TestCut cut) {
        return BalanceSheet.of(cut.cut(), Optional.empty(), TestExchange.NOW);
    }

    /** What is wrong; a balance with a problem is never exact. */
    private static List<String> problems(TestCut cut) {
        Balance balance = balance(cut);
        assertThat(balance.exact()).isEqualTo(balance.problems().isEmpty());
        return balance.problems();
    }
}
