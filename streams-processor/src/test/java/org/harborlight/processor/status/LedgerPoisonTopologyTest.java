package org.harborlight.processor.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.harborlight.processor.state.StatusEvent;
import org.harborlight.processor.topology.PoisonBytes;
import org.harborlight.schemas.DeliveryStatus;
import org.harborlight.schemas.FeedbackAnswer;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Origin;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every topic that the ledger reads gets what should never be in it: it is counted as unreadable, and the ledger goes on. */
class LedgerPoisonTopologyTest {
    private static final String LONG = "x".repeat(300 * 1024);
    private static final Instant NEVER = Instant.ofEpochMilli(Long.MAX_VALUE);

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

    static Stream<String> topics() {
        return Stream.of(
                Topics.OUTCOMES,
                Topics.HELD_CHANGES,
                Topics.DELIVERY_STATE,
                Topics.RECEIPTS,
                Topics.FEEDBACK,
                Topics.COMMAND_RESULTS,
                LedgerNames.BY_ORIGIN_TOPIC,
                LedgerNames.BY_NOTICE_TOPIC);
    }

    @ParameterizedTest
    @MethodSource("topics")
    void shouldCountEachAndGoOn(String topic) {
        Map<String, byte[]> poison = PoisonBytes.all();
        poison.values().forEach(value -> ledger.pipe(topic, "some-key", value));
        ledger.pipe(topic, LONG, new byte[] {7});

        assertThat(unreadable()).isEqualTo(poison.size() + 1);
        assertThatTheLedgerGoesOn();
    }

    @Test
    void shouldCountDeliveriesWhateverIsInThem() {
        String topic = Topics.deliveries("police-de", Lane.URGENT);
        PoisonBytes.all().values().forEach(value -> ledger.pipe(topic, "some-key", value));
        ledger.tombstone(topic, "some-key");

        assertThat(ledger.books().delivered())
                .containsEntry(topic + "/0", PoisonBytes.all().size() + 1L);
        assertThatTheLedgerGoesOn();
    }

    @Test
    void shouldCountWhatIsOfTheRightSchemaAndCannotBe() {
        ledger.outcome(
                LedgerRecords.outcome(0, Verdict.OPENED).setDecidedAt(NEVER).build());
        ledger.outcome(
                LedgerRecords.outcome(0, Verdict.OPENED).setAcceptedAt(NEVER).build());
        ledger.outcome(LedgerRecords.outcome(0, Verdict.OPENED)
                .setOrigin(new Origin("a/b", 0, 0L))
                .build());
        ledger.outcome(LedgerRecords.outcome(0, Verdict.OPENED)
                .setOrigin(new Origin(Topics.notices(Lane.STANDARD), -1, 0L))
                .build());
        ledger.outcome(LedgerRecords.held(0, LONG.substring(0, 2_000)).build());
        ledger.state(LedgerRecords.state("delivery-1", DeliveryStatus.PENDING)
                .setAcceptedAt(NEVER)
                .build());
        ledger.state(LedgerRecords.state("delivery-1", DeliveryStatus.PENDING)
                .setPartnerId("police/de")
                .build());

        assertThat(unreadable()).isEqualTo(7);
        assertThatTheLedgerGoesOn();
    }

    /** Its desk chose the time: that must not make the books inexact, nor keep the answer from the submitter. */
    @ParameterizedTest
    @CsvSource({
        "1969-01-01T00:00:00Z, 1970-01-01T00:00:00Z",
        "+10000-01-01T00:00:00Z, 9999-12-31T00:00:00Z",
        "2099-01-01T00:00:00Z, 2099-01-01T00:00:00Z"
    })
    void shouldShowAnAnswerWhateverTimeItNames(Instant until, Instant shown) {
        ledger.outcome(LedgerRecords.outcome(0, Verdict.OPENED).build());
        ledger.feedback(
                LedgerRecords.feedback(FeedbackAnswer.PRESERVE).setUntil(until).build(), ledger.connectorKey);

        assertThat(unreadable()).isZero();
        assertThat(ledger.status(LedgerRecords.SUBMITTER, LedgerRecords.NOTICE))
                .hasValueSatisfying(status -> assertThat(status.getEvents())
                        .filteredOn(event -> event.getEvent().equals(FeedbackAnswer.PRESERVE.name()))
                        .extracting(StatusEvent::getUntil)
                        .containsExactly(shown));
    }

    private long unreadable() {
        return ledger.books().unreadable().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private void assertThatTheLedgerGoesOn() {
        ledger.outcome(LedgerRecords.outcome(0, Verdict.OPENED).build());

        assertThat(ledger.books().frontiers())
                .hasEntrySatisfying(
                        Topics.notices(Lane.STANDARD) + "/0",
                        book -> assertThat(book.processed()).isEqualTo(1));
    }
}
