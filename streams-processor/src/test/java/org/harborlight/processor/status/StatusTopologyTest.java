package org.harborlight.processor.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.harborlight.processor.topology.TestExchange;
import org.harborlight.schemas.DeliveryKind;
import org.harborlight.schemas.DeliveryReceipt;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.DeliveryStatus;
import org.harborlight.schemas.Feedback;
import org.harborlight.schemas.FeedbackAnswer;
import org.harborlight.schemas.HeldChangeKind;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.LinkKind;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.schemas.Outcome;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.Verdict;
import org.harborlight.schemas.envelope.SigningKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a submitter is told about a notice, from what lanes and connector write, in whatever order it is read. */
class StatusTopologyTest {
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
    void shouldSayWithDesksAndNameNobodyWhenNoticeIsRouted() {
        ledger.outcome(LedgerRecords.outcome(0, Verdict.LINKED, LedgerRecords.route("delivery-1"))
                .setLink(LinkKind.CORROBORATION)
                .build());

        JsonObject document = document();
        assertThat(document.getString("state")).isEqualTo("with-desks");
        assertThat(document.getString("receiptId")).isEqualTo("receipt-1");
        assertThat(events(document)).containsExactly("accepted", "routed");
        JsonObject delivery = document.getJsonArray("deliveries").getJsonObject(0);
        assertThat(delivery.getString("recipientKind")).isEqualTo("LAW_ENFORCEMENT");
        assertThat(delivery.getString("country")).isEqualTo("DE");
        assertThat(delivery.getString("state")).isEqualTo("PENDING");
        assertThat(document.encode()).doesNotContain("police-de", "CORROBORATION", "LINKED", "case-1");
    }

    @Test
    void shouldShowAFirstDeliveryByItsVerdictAndWhatWasTriedByItsState() {
        DeliveryState written =
                LedgerRecords.state("delivery-1", DeliveryStatus.PENDING).build();
        ledger.state(written);
        assertThat(ledger.status(LedgerRecords.SUBMITTER, LedgerRecords.NOTICE)).isEmpty();

        ledger.outcome(LedgerRecords.outcome(0, Verdict.OPENED, LedgerRecords.route("delivery-1"))
                .build());
        JsonObject planned = delivery();
        assertThat(planned.getString("state")).isEqualTo("PENDING");
        assertThat(planned.getString("recipientKind")).isEqualTo("LAW_ENFORCEMENT");

        ledger.state(DeliveryState.newBuilder(written)
                .setState(DeliveryStatus.REFUSED)
                .setAttempts(1)
                .build());
        assertThat(delivery().getString("state")).isEqualTo("REFUSED");
    }

    @Test
    void shouldShowALaterVersionThatIsPendingBeforeItIsTried() {
        ledger.outcome(LedgerRecords.outcome(0, Verdict.OPENED).build());

        ledger.state(LedgerRecords.state("delivery-2", DeliveryStatus.PENDING)
                .setKind(DeliveryKind.CASE_UPDATED)
                .setVersion(2)
                .build());

        assertThat(delivery().getString("state")).isEqualTo("PENDING");
    }

    @Test
    void shouldShowADeliveryOfACaseOfItsOwnBeforeItIsTried() {
        ledger.outcome(LedgerRecords.outcome(0, Verdict.LINKED).build());

        ledger.state(LedgerRecords.state("delivery-2", DeliveryStatus.PENDING)
                .setReason("unlinked")
                .build());

        assertThat(delivery().getString("state")).isEqualTo("PENDING");
    }

    private JsonObject delivery() {
        return document().getJsonArray("deliveries").getJsonObject(0);
    }

    @Test
    void shouldNoLongerSayHeldWhenARecipientIsFound() {
        ledger.outcome(LedgerRecords.held(0, "no-recipient").build());
        assertThat(document().getString("state")).isEqualTo("held");

        ledger.heldChange(
                LedgerRecords.change(0, HeldChangeKind.RELEASED, "released", LedgerRecords.route("delivery-1")));

        assertThat(document().getString("state")).isEqualTo("with-desks");
        assertThat(events(document())).containsExactly("accepted", "held", "released");
    }

    @Test
    void shouldSayThatANoticeWaitsForADigestAndThenThatItWentOut() {
        ledger.outcome(LedgerRecords.held(0, "waits-for-digest")
                .setLink(LinkKind.REPEAT)
                .build());
        assertThat(document().getString("state")).isEqualTo("held");
        assertThat(document().getString("reason")).isEqualTo("waits-for-digest");
        assertThat(events(document())).containsExactly("accepted", "waits-for-digest");

        ledger.heldChange(
                LedgerRecords.change(0, HeldChangeKind.RELEASED, "digest", LedgerRecords.route("delivery-1")));

        assertThat(document().getString("state")).isEqualTo("with-desks");
        assertThat(document().getString("reason")).isNull();
        assertThat(events(document())).containsExactly("accepted", "waits-for-digest", "sent-in-digest");
        assertThat(document().encode()).doesNotContain("REPEAT", "case-1", "police-de");
        FrontierBook book = ledger.books().frontiers().values().iterator().next();
        assertThat(book.verdict(Verdict.HELD)).isEqualTo(1);
        assertThat(book.held()).isEqualTo(new FrontierBook.HeldBook(Map.of(), 1, 0, 0, 0));
    }

    @Test
    void shouldSayThatANoticeHasACaseOfItsOwnAndNothingOfTheOther() {
        ledger.outcome(LedgerRecords.outcome(0, Verdict.LINKED, LedgerRecords.route("delivery-1"))
                .setLink(LinkKind.CORROBORATION)
                .build());

        ledger.heldChange(LedgerRecords.change(0, HeldChangeKind.OWN_CASE, "unlinked"));

        assertThat(document().getString("state")).isEqualTo("with-desks");
        assertThat(events(document())).containsExactly("accepted", "routed", "own-case");
        assertThat(document().getJsonArray("feedback")).isEmpty();
        assertThat(document().encode()).doesNotContain("CORROBORATION", "case-1", "unlinked", "police-de");
    }

    @Test
    void shouldSayThatANoticeHasNoRecipientWhenItsDigestReachedNobody() {
        ledger.outcome(LedgerRecords.held(0, "waits-for-digest").build());

        ledger.heldChange(LedgerRecords.change(0, HeldChangeKind.STILL_HELD, "not-active"));

        assertThat(document().getString("state")).isEqualTo("held");
        assertThat(document().getString("reason")).isNull();
        assertThat(events(document())).containsExactly("accepted", "waits-for-digest", "still-held");
        ledger.heldChange(
                LedgerRecords.change(0, HeldChangeKind.RELEASED, "released", LedgerRecords.route("delivery-1")));
        assertThat(document().getString("state")).isEqualTo("with-desks");
    }

    @Test
    void shouldShowAtEachNoticeOfADigestWhenItsDeliveryArrived() {
        String other = "notice-2";
        ledger.outcome(LedgerRecords.held(0, "waits-for-digest").build());
        ledger.outcome(
                LedgerRecords.held(1, "waits-for-digest").setNoticeId(other).build());
        ledger.heldChange(
                LedgerRecords.change(0, HeldChangeKind.RELEASED, "digest", LedgerRecords.route("delivery-1")));

        ledger.state(LedgerRecords.state("delivery-1", DeliveryStatus.RECEIPTED)
                .setNoticeId(other)
                .setAlsoOf(List.of("nonsense", Topics.noticeKey(LedgerRecords.SUBMITTER, LedgerRecords.NOTICE)))
                .build());

        for (String noticeId : List.of(LedgerRecords.NOTICE, other)) {
            JsonObject delivery = StatusDocument.of(
                            LedgerRecords.SUBMITTER,
                            noticeId,
                            ledger.status(LedgerRecords.SUBMITTER, noticeId).orElseThrow(),
                            false)
                    .getJsonArray("deliveries")
                    .getJsonObject(0);
            assertThat(delivery.getString("state")).as(noticeId).isEqualTo("RECEIPTED");
        }
        assertThat(ledger.books().unreadable()).isEmpty();
        assertThat(ledger.books().deliveryCounts()).isEqualTo(Map.of("police-de/STANDARD/RECEIPTED", 1L));
    }

    @Test
    void shouldSayClosedWithTheReasonWhenHeldNoticeCameToItsEnd() {
        ledger.outcome(LedgerRecords.held(0, "no-recipient").build());
        ledger.heldChange(LedgerRecords.change(0, HeldChangeKind.CLOSED, "expired"));

        assertThat(document().getString("state")).isEqualTo("closed");
        assertThat(document().getString("reason")).isEqualTo("expired");
    }

    @Test
    void shouldShowSupportReferralsWhenAChildCouldBeHelped() {
        ledger.outcome(LedgerRecords.outcome(0, Verdict.OPENED)
                .setSupportReferrals(TestExchange.jurisdiction("IE").getHelplines())
                .build());

        assertThat(document().getJsonArray("supportReferrals").getJsonObject(0).getString("name"))
                .isEqualTo("Helpline IE");
    }

    @Test
    void shouldShowTheTimeOfTheSignedReceiptWhenDelivered() {
        ledger.outcome(LedgerRecords.outcome(0, Verdict.OPENED, LedgerRecords.route("delivery-1"))
                .build());
        ledger.receipt(LedgerRecords.receipt("delivery-1"), ledger.connectorKey);
        ledger.state(LedgerRecords.state("delivery-1", DeliveryStatus.RECEIPTED).build());

        JsonObject delivery = document().getJsonArray("deliveries").getJsonObject(0);
        assertThat(delivery.getString("state")).isEqualTo("RECEIPTED");
        assertThat(delivery.getString("at"))
                .isEqualTo(LedgerRecords.receipt("delivery-1").getAt().toString());
        assertThat(delivery.getBoolean("signedByRecipient")).isFalse();
        assertThat(events(document())).containsExactly("accepted", "routed", "delivered");
    }

    @Test
    void shouldShowThatTheRecipientSignedItsReceiptItself() {
        SignedEnvelope signed = SignedEnvelope.newBuilder()
                .setPayloadType(MediaTypes.PARTNER_RECEIPT)
                .setPayload(ByteBuffer.allocate(2))
                .build();
        ledger.outcome(LedgerRecords.outcome(0, Verdict.OPENED, LedgerRecords.route("delivery-1"))
                .build());
        ledger.receipt(
                DeliveryReceipt.newBuilder(LedgerRecords.receipt("delivery-1"))
                        .setPartnerReceipt(signed)
                        .build(),
                ledger.connectorKey);
        ledger.state(LedgerRecords.state("delivery-1", DeliveryStatus.RECEIPTED).build());

        assertThat(document().getJsonArray("deliveries").getJsonObject(0).getBoolean("signedByRecipient"))
                .isTrue();
        assertThat(document().getJsonArray("timeline").getJsonObject(2).getBoolean("signedByRecipient"))
                .isTrue();
    }

    @Test
    void shouldShowTheEndAndTheRedriveWhenADeliveryIsSentAgain() {
        ledger.outcome(LedgerRecords.outcome(0, Verdict.OPENED, LedgerRecords.route("delivery-1"))
                .build());
        ledger.state(LedgerRecords.state("delivery-1", DeliveryStatus.EXPIRED).build());
        ledger.state(LedgerRecords.redriven("delivery-1", "command-1", DeliveryStatus.PENDING)
                .build());

        assertThat(document().getJsonArray("deliveries").getJsonObject(0).getString("state"))
                .isEqualTo("PENDING");
        assertThat(events(document())).containsExactly("accepted", "routed", "expired", "sent-again");

        ledger.state(LedgerRecords.redriven("delivery-1", "command-1", DeliveryStatus.RECEIPTED)
                .setUpdatedAt(LedgerRecords.DECIDED_AT.plusSeconds(25))
                .build());

        assertThat(events(document())).containsExactly("accepted", "routed", "expired", "sent-again", "delivered");
        assertThat(document().getJsonArray("feedback")).isEmpty();
    }

    @Test
    void shouldShowTheVerdictOfTheRedrivenNoticeWhenItCouldNotBeProcessedBefore() {
        ledger.outcome(LedgerRecords.outcome(0, Verdict.DEAD_LETTERED)
                .setReason("receipt-unknown-key")
                .build());
        assertThat(document().getString("state")).isEqualTo("not-processed");

        ledger.outcome(LedgerRecords.outcome(0, Verdict.OPENED, LedgerRecords.route("delivery-1"))
                .setOrigin(LedgerRecords.origin(Topics.handovers(Lane.STANDARD), 3))
                .setDecidedAt(LedgerRecords.DECIDED_AT.plusSeconds(60))
                .build());

        assertThat(document().getString("state")).isEqualTo("with-desks");
        assertThat(events(document())).containsExactly("accepted", "not-processed", "routed");
        assertThat(document().getJsonArray("feedback")).isEmpty();
    }

    @Test
    void shouldSayTheSameWhenRecordsAreReadInAnotherOrder() {
        ledger.state(LedgerRecords.state("delivery-1", DeliveryStatus.RECEIPTED)
                .setKind(DeliveryKind.CASE_RETRACTED)
                .build());
        ledger.receipt(LedgerRecords.receipt("delivery-1"), ledger.connectorKey);
        assertThat(document().getString("state")).isEqualTo("being-routed");

        ledger.outcome(LedgerRecords.outcome(0, Verdict.OPENED, LedgerRecords.route("delivery-1"))
                .build());

        assertThat(document().getString("state")).isEqualTo("with-desks");
        assertThat(document().getJsonArray("deliveries")).hasSize(1);
        assertThat(events(document())).containsExactly("accepted", "routed", "retraction-delivered");
    }

    @Test
    void shouldShowFeedbackOnlyWhenItIsShared() {
        ledger.feedback(
                LedgerRecords.feedback(FeedbackAnswer.WRONG_JURISDICTION)
                        .setCountry("FR")
                        .setPartnerReference("secret-7")
                        .build(),
                ledger.connectorKey);
        ledger.feedback(
                LedgerRecords.feedback(FeedbackAnswer.ACTION_TAKEN)
                        .setShareWithSubmitter(false)
                        .build(),
                ledger.connectorKey);

        JsonArray feedback = document().getJsonArray("feedback");
        assertThat(feedback).hasSize(1);
        assertThat(feedback.getJsonObject(0).getString("answer")).isEqualTo("WRONG_JURISDICTION");
        assertThat(feedback.getJsonObject(0).getString("detail")).isEqualTo("FR");
        assertThat(document().encode()).doesNotContain("secret-7", "ACTION_TAKEN");
    }

    @Test
    void shouldIgnoreAndCountWhenReceiptOrFeedbackIsForged() {
        SigningKey sameName = SigningKey.generate("connector-1", new SecureRandom());
        SigningKey stranger = SigningKey.generate("stranger", new SecureRandom());
        ledger.outcome(LedgerRecords.outcome(0, Verdict.OPENED).build());

        ledger.receipt(LedgerRecords.receipt("delivery-1"), sameName);
        ledger.receipt(LedgerRecords.receipt("delivery-1"), stranger);
        ledger.feedback(LedgerRecords.feedback(FeedbackAnswer.REMOVED).build(), sameName);

        assertThat(document().getJsonArray("deliveries")).isEmpty();
        assertThat(document().getJsonArray("feedback")).isEmpty();
        assertThat(ledger.books().unreadable())
                .containsEntry(Topics.RECEIPTS + "/0/unverified", 2L)
                .containsEntry(Topics.FEEDBACK + "/0/unverified", 1L);
    }

    @Test
    void shouldIgnoreAndCountWhenFeedbackIsMovedToAnotherNotice() {
        ledger.feedback(
                "platform-b/notice-9",
                LedgerRecords.feedback(FeedbackAnswer.REMOVED).build(),
                ledger.connectorKey);

        assertThat(ledger.status("platform-b", "notice-9")).isEmpty();
        assertThat(ledger.books().unreadable()).containsEntry(Topics.FEEDBACK + "/0/misplaced", 1L);
    }

    @Test
    void shouldGiveWayToTheOtherLaneWhenNoticeWasHandedOver() {
        ledger.outcome(LedgerRecords.outcome(0, Verdict.HANDED_OVER).build());
        assertThat(document().getString("state")).isEqualTo("being-routed");

        ledger.outcome(LedgerRecords.outcome(0, Verdict.LINKED, LedgerRecords.route("delivery-1"))
                .setOrigin(LedgerRecords.origin(Topics.handovers(Lane.URGENT), 3))
                .setLane(Lane.URGENT)
                .build());

        assertThat(document().getString("state")).isEqualTo("with-desks");
    }

    @Test
    void shouldKeepTheOtherLanesVerdictWhenHandoverIsReadLater() {
        ledger.outcome(LedgerRecords.held(0, "refers-to-unknown")
                .setOrigin(LedgerRecords.origin(Topics.handovers(Lane.URGENT), 3))
                .build());
        ledger.outcome(LedgerRecords.outcome(0, Verdict.HANDED_OVER).build());

        assertThat(document().getString("state")).isEqualTo("held");
        assertThat(document().getString("reason")).isEqualTo("refers-to-unknown");
    }

    @Test
    void shouldKeepTheFirstVerdictWhenNoticeIsRepeatedOrHasOtherContent() {
        ledger.outcome(LedgerRecords.outcome(0, Verdict.REPLAYED).build());
        ledger.outcome(LedgerRecords.held(1, "no-recipient").build());
        ledger.outcome(LedgerRecords.outcome(2, Verdict.LINKED)
                .setLink(LinkKind.CONFLICT)
                .build());

        assertThat(document().getString("state")).isEqualTo("held");
        assertThat(document().getInteger("repeats")).isEqualTo(1);
        assertThat(events(document())).contains("received-again", "other-content-received");
    }

    @Test
    void shouldKeepTheOriginalAcceptanceOnRecordWhenNoticeIsRepeated() {
        Outcome original = LedgerRecords.outcome(0, Verdict.OPENED).build();
        ledger.outcome(original);
        ledger.outcome(LedgerRecords.outcome(1, Verdict.REPLAYED)
                .setAcceptedAt(original.getAcceptedAt().plusSeconds(60))
                .build());
        ledger.outcome(LedgerRecords.outcome(2, Verdict.LINKED)
                .setLink(LinkKind.CONFLICT)
                .setReceiptId("receipt-of-other-content")
                .setAcceptedAt(original.getAcceptedAt().plusSeconds(120))
                .build());

        assertThat(document().getString("receiptId")).isEqualTo(original.getReceiptId());
        assertThat(document().getString("acceptedAt"))
                .isEqualTo(original.getAcceptedAt().toString());
        assertThat(document().getInteger("repeats")).isEqualTo(1);
        assertThat(events(document())).contains("received-again", "other-content-received");
    }

    @Test
    void shouldShowARequestWithItsTimeAndReferenceWhenItIsShared() {
        Instant until = LedgerRecords.DECIDED_AT.plusSeconds(86_400);
        Feedback.Builder hold = LedgerRecords.feedback(FeedbackAnswer.HOLD_TAKEDOWN)
                .setUntil(until)
                .setPartnerReference("file-7");
        ledger.outcome(LedgerRecords.outcome(0, Verdict.OPENED).build());
        ledger.feedback(hold.build(), ledger.connectorKey);
        ledger.feedback(
                LedgerRecords.feedback(FeedbackAnswer.PRESERVE)
                        .setUntil(until)
                        .setPartnerReference("secret-7")
                        .setShareWithSubmitter(false)
                        .build(),
                ledger.connectorKey);

        JsonObject request = document().getJsonArray("feedback").getJsonObject(0);
        assertThat(document().getJsonArray("feedback")).hasSize(1);
        assertThat(request.getString("answer")).isEqualTo("HOLD_TAKEDOWN");
        assertThat(request.getString("until")).isEqualTo(until.toString());
        assertThat(request.getString("reference")).isEqualTo("file-7");
        assertThat(events(document())).contains("hold-takedown");
        assertThat(document().encode()).doesNotContain("secret-7", "police-de");
    }

    @Test
    void shouldNotBeFinalWhenItCouldNotBeProcessedSinceItCanBeRedriven() {
        ledger.outcome(LedgerRecords.outcome(0, Verdict.DEAD_LETTERED)
                .setReason("unprocessable")
                .build());

        assertThat(document().getString("state")).isEqualTo("not-processed");
        assertThat(document().getBoolean("final")).isFalse();
    }

    @Test
    void shouldBeFinalOnlyWhenNothingCanComeAnyMore() {
        ledger.outcome(LedgerRecords.outcome(0, Verdict.OPENED).build());
        ledger.outcome(
                LedgerRecords.outcome(1, Verdict.TEST).setNoticeId("notice-2").build());

        assertThat(document().getBoolean("final")).isFalse();
        assertThat(StatusDocument.of(
                                LedgerRecords.SUBMITTER,
                                "notice-2",
                                ledger.status(LedgerRecords.SUBMITTER, "notice-2")
                                        .orElseThrow(),
                                false)
                        .getBoolean("final"))
                .isTrue();
    }

    @Test
    void shouldRememberWhichDeliveryContainedMaterialForTheRetention() {
        Feedback feedback = LedgerRecords.feedback(FeedbackAnswer.CONTAINED_MATERIAL)
                .setShareWithSubmitter(false)
                .build();
        ledger.feedback(feedback, ledger.connectorKey);
        ledger.feedback(LedgerRecords.feedback(FeedbackAnswer.REMOVED).build(), ledger.connectorKey);

        assertThat(ledger.books().containedMaterial())
                .isEqualTo(Map.of("delivery-1", feedback.getAt().toEpochMilli()));

        ledger.advance(LedgerDriver.RETENTION.plus(Duration.ofDays(1)));
        ledger.outcome(LedgerRecords.outcome(1, Verdict.OPENED).build());
        assertThat(ledger.books().containedMaterial()).isEmpty();
    }

    @Test
    void shouldForgetWhenNothingChangedForTheRetention() {
        ledger.outcome(LedgerRecords.outcome(0, Verdict.OPENED).build());
        ledger.advance(LedgerDriver.RETENTION.plus(Duration.ofMinutes(11)));
        ledger.outcome(
                LedgerRecords.outcome(1, Verdict.OPENED).setNoticeId("notice-2").build());

        assertThat(ledger.status(LedgerRecords.SUBMITTER, LedgerRecords.NOTICE)).isEmpty();
        assertThat(ledger.status(LedgerRecords.SUBMITTER, "notice-2")).isPresent();
    }

    @Test
    void shouldListANoticeOnceAtItsFirstVerdictWhenRecordsFollow() {
        ledger.outcome(LedgerRecords.outcome(0, Verdict.REPLAYED).build());
        assertThat(ledger.submitted()).isEmpty();

        ledger.outcome(LedgerRecords.outcome(1, Verdict.HANDED_OVER)
                .setReference("reference-1")
                .build());
        ledger.outcome(LedgerRecords.outcome(2, Verdict.LINKED)
                .setReference("reference-1")
                .build());
        ledger.outcome(
                LedgerRecords.outcome(3, Verdict.OPENED).setNoticeId("notice-2").build());
        ledger.feedback(LedgerRecords.feedback(FeedbackAnswer.REMOVED).build(), ledger.connectorKey);

        assertThat(ledger.submitted())
                .isEqualTo(Map.of(
                        SubmittedKey.at(LedgerRecords.SUBMITTER, 1),
                        LedgerRecords.NOTICE,
                        SubmittedKey.at(LedgerRecords.SUBMITTER, 3),
                        "notice-2"));
        assertThat(listed().line())
                .isEqualTo(new JsonObject()
                        .put("noticeId", LedgerRecords.NOTICE)
                        .put("acceptedAt", LedgerRecords.ACCEPTED_AT.toString())
                        .put("receiptId", "receipt-1")
                        .put("reference", "reference-1")
                        .put("lane", "STANDARD")
                        .put("test", false)
                        .put("state", "processed"));
    }

    @Test
    void shouldLeaveTheListWhenForgotten() {
        ledger.outcome(LedgerRecords.outcome(0, Verdict.OPENED).build());
        ledger.advance(LedgerDriver.RETENTION.plus(Duration.ofMinutes(11)));
        ledger.outcome(
                LedgerRecords.outcome(1, Verdict.OPENED).setNoticeId("notice-2").build());

        assertThat(ledger.submitted()).containsOnlyKeys(SubmittedKey.at(LedgerRecords.SUBMITTER, 1));
    }

    private ListedNotice listed() {
        return ListedNotice.of(
                0,
                LedgerRecords.NOTICE,
                ledger.status(LedgerRecords.SUBMITTER, LedgerRecords.NOTICE).orElseThrow(),
                LedgerRecords.ACCEPTED_AT);
    }

    private JsonObject document() {
        return StatusDocument.of(
                LedgerRecords.SUBMITTER,
                LedgerRecords.NOTICE,
                ledger.status(LedgerRecords.SUBMITTER, LedgerRecords.NOTICE).orElseThrow(),
                false);
    }

    private static List<String> events(JsonObject document) {
        return document.getJsonArray("timeline").stream()
                .map(event -> ((JsonObject) event).getString("event"))
                .toList();
    }
}
