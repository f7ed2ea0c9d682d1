package org.harborlight.processor.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import org.harborlight.processor.topology.TestExchange;
import org.harborlight.schemas.DeliveryStatus;
import org.harborlight.schemas.Endpoint;
import org.harborlight.schemas.HeldChangeKind;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.TimelineEvent;
import org.harborlight.schemas.Verdict;
import org.harborlight.schemas.notice.TimelineMarks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written for a submitter with a webhook as the timelines of its notices grow. */
class TimelineEventsTopologyTest {
    @TempDir
    Path directory;

    private LedgerDriver ledger;

    @BeforeEach
    void start() {
        Participant asking = Participant.newBuilder(TestExchange.submitter(LedgerRecords.SUBMITTER))
                .setStatusWebhook(Endpoint.newBuilder()
                        .setUrl("https://platform-a.example/harborlight")
                        .setTrustAnchorPem("-----BEGIN CERTIFICATE-----\n")
                        .build())
                .build();
        ledger = new LedgerDriver(directory, asking);
    }

    @AfterEach
    void stop() {
        ledger.close();
    }

    @Test
    void shouldWriteEachEntryOnceInTheOrderOfTheTimelineAndNameNobody() {
        routed();
        ledger.state(LedgerRecords.state("delivery-1", DeliveryStatus.RECEIPTED).build());
        routed();

        List<TimelineEvent> told = ledger.told();

        assertThat(told)
                .extracting(TimelineEventsTopologyTest::name)
                .containsExactly("accepted", "routed", "delivered");
        assertThat(told).allSatisfy(event -> {
            assertThat(event.getSubmitterId()).isEqualTo(LedgerRecords.SUBMITTER);
            assertThat(event.getNoticeId()).isEqualTo(LedgerRecords.NOTICE);
            assertThat(event.getState()).isEqualTo("with-desks");
            assertThat(event.getLast()).isFalse();
            assertThat(event.toString()).doesNotContain("police-de", "LINKED", "OPENED", "case-1", "delivery-1");
        });
    }

    /** The gateway makes the ids of its events from the status that it reads. */
    @Test
    void shouldWriteTheEntriesAndIdsThatTheStreamOfEventsHas() {
        routed();
        ledger.state(LedgerRecords.state("delivery-1", DeliveryStatus.RECEIPTED).build());

        List<TimelineEvent> told = ledger.told();

        JsonObject read = new JsonObject(StatusDocument.of(
                        LedgerRecords.SUBMITTER,
                        LedgerRecords.NOTICE,
                        ledger.status(LedgerRecords.SUBMITTER, LedgerRecords.NOTICE)
                                .orElseThrow(),
                        false)
                .toBuffer());
        JsonArray timeline = read.getJsonArray("timeline");
        List<String> entries = timeline.stream()
                .map(JsonObject.class::cast)
                .map(JsonObject::encode)
                .toList();
        assertThat(told).extracting(TimelineEvent::getEntry).isEqualTo(entries);
        assertThat(told.getLast().getEventId()).isEqualTo(String.join("", TimelineMarks.of(entries)));
    }

    @Test
    void shouldWriteAnEntryAnewWhenItChanges() {
        routed();
        ledger.state(LedgerRecords.state("delivery-1", DeliveryStatus.RECEIPTED).build());
        String before = ledger.told().getLast().getEventId();

        ledger.receipt(LedgerRecords.receipt("delivery-1"), ledger.connectorKey);

        TimelineEvent changed = ledger.told().getLast();
        assertThat(name(changed)).isEqualTo("delivered");
        assertThat(changed.getEventId())
                .as("in place of the entry as it was")
                .hasSameSizeAs(before)
                .isNotEqualTo(before);
    }

    @Test
    void shouldSayWhenNothingCanComeAnyMore() {
        ledger.outcome(LedgerRecords.held(0, "no-recipient").build());
        ledger.heldChange(LedgerRecords.change(0, HeldChangeKind.CLOSED, "expired"));

        List<TimelineEvent> told = ledger.told();

        assertThat(told).extracting(TimelineEventsTopologyTest::name).containsExactly("accepted", "held", "closed");
        assertThat(told).extracting(TimelineEvent::getLast).containsExactly(false, false, true);
    }

    @Test
    void shouldWriteNothingForSubmittersThatDoNotAskForIt() {
        ledger.outcome(LedgerRecords.outcome(0, Verdict.OPENED)
                .setSubmitterId("platform-b")
                .build());
        ledger.outcome(LedgerRecords.outcome(1, Verdict.OPENED)
                .setSubmitterId("nobody-known")
                .build());

        assertThat(ledger.told()).isEmpty();
    }

    private void routed() {
        ledger.outcome(LedgerRecords.outcome(0, Verdict.OPENED, LedgerRecords.route("delivery-1"))
                .build());
    }

    private static String name(TimelineEvent event) {
        return new JsonObject(event.getEntry()).getString("event");
    }
}
