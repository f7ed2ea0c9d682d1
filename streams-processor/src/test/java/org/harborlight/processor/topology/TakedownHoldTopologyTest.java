package org.harborlight.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.harborlight.processor.link.Nodes;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.DeliveryKind;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.Feedback;
import org.harborlight.schemas.FeedbackAnswer;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.NoticeKind;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.TakedownHold;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.envelope.SigningKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A desk's request not to have content taken down reaches the hotlines that have the case, and so does its end. */
class TakedownHoldTopologyTest {
    private static final String HOTLINE = "hotline-nl";
    private static final String ANSWERS = "harborlight-standard-" + Nodes.ANSWERS + "-repartition";

    @TempDir
    Path standardDirectory;

    @TempDir
    Path urgentDirectory;

    private TestExchange exchange;
    private LaneDriver standard;
    private LaneDriver urgent;
    private Instant until;

    @BeforeEach
    void start() {
        exchange = TestExchange.standard();
        standard = new LaneDriver(Lane.STANDARD, exchange, standardDirectory);
        urgent = new LaneDriver(Lane.URGENT, exchange, urgentDirectory);
        until = standard.now().plus(Duration.ofDays(2));
    }

    @AfterEach
    void stop() {
        standard.close();
        urgent.close();
    }

    @Test
    void shouldTellTheHotlineThatHasTheCaseAndNobodyElse() {
        Delivery police = open();

        answer(DeskAnswersFixtures.hold(police, until, standard.now()));

        Delivery told = standard.delivery(HOTLINE);
        assertThat(told.getKind()).isEqualTo(DeliveryKind.CASE_UPDATED);
        assertThat(told.getVersion()).isEqualTo(2);
        assertThat(told.getChanged()).containsExactly("takedown-hold");
        assertThat(told.getNotices()).hasSize(1);
        assertThat(told.getTakedownHolds()).containsExactly(new TakedownHold("DE", until, standard.now()));
        assertThat(standard.pending()).extracting(DeliveryState::getDeliveryId).containsExactly(told.getDeliveryId());
        assertThat(standard.outcomes()).isEmpty();
        assertThat(standard.deliveries("police-de")).isEmpty();
        assertThat(standard.deliveries("police-ie")).isEmpty();
        assertThat(standard.deliveries("hotline-ie")).isEmpty();
    }

    @Test
    void shouldTellOnceWhenTheSameAnswerComesAgain() {
        Delivery police = open();
        Feedback hold = DeskAnswersFixtures.hold(police, until, standard.now());
        answer(hold);
        standard.deliveries(HOTLINE);

        answer(hold);
        answer(DeskAnswersFixtures.hold(police, until, standard.now().plusSeconds(60)));

        assertThat(standard.deliveries(HOTLINE)).isEmpty();
    }

    @Test
    void shouldStateTheHoldInEveryVersionForHotlinesWhileItIsLive() {
        IncidentNotice notice = TestNotices.extortion().build();
        Delivery police = open(notice);
        answer(DeskAnswersFixtures.hold(police, until, standard.now()));
        standard.deliveries(HOTLINE);

        standard.accept(TestNotices.about(notice, NoticeKind.FOLLOW_UP).build());

        assertThat(standard.delivery(HOTLINE).getTakedownHolds()).hasSize(1);
        assertThat(standard.delivery("police-de").getTakedownHolds()).isEmpty();
    }

    @Test
    void shouldTellWhenItsOwnDeskReleasesTheHold() {
        Delivery police = open();
        answer(DeskAnswersFixtures.hold(police, until, standard.now()));
        standard.deliveries(HOTLINE);

        answer(DeskAnswersFixtures.release(police, standard.now().plusSeconds(60)));

        Delivery told = standard.delivery(HOTLINE);
        assertThat(told.getChanged()).containsExactly("takedown-hold-released");
        assertThat(told.getTakedownHolds()).isEmpty();
    }

    @Test
    void shouldKeepTheHoldOfOneDeskWhenAnotherReleasesItsOwn() {
        IncidentNotice notice = TestNotices.extortion().build();
        Delivery german = open(notice);
        Delivery irish = Delivery.newBuilder(german)
                .setPartnerId("police-ie")
                .setRecipientCountry("IE")
                .build();
        answer(DeskAnswersFixtures.hold(german, until, standard.now()));
        answer(DeskAnswersFixtures.hold(irish, until.plusSeconds(1), standard.now()));
        standard.deliveries(HOTLINE);

        answer(DeskAnswersFixtures.release(irish, standard.now().plusSeconds(60)));

        assertThat(standard.delivery(HOTLINE).getTakedownHolds())
                .extracting(TakedownHold::getCountry)
                .containsExactly("DE");
    }

    @Test
    void shouldHoldNothingWhenTheReleaseOvertakesItsHold() {
        Delivery police = open();

        answer(DeskAnswersFixtures.release(police, standard.now().plusSeconds(60)));
        answer(DeskAnswersFixtures.hold(police, until, standard.now()));

        assertThat(standard.deliveries(HOTLINE)).isEmpty();
    }

    @Test
    void shouldTellOnceWhenTheHoldExpires() {
        Delivery police = open();
        answer(DeskAnswersFixtures.hold(police, until, standard.now()));
        standard.deliveries(HOTLINE);

        standard.advance(Duration.ofDays(2));
        Delivery told = standard.delivery(HOTLINE);
        standard.advance(Duration.ofDays(1));

        assertThat(told.getChanged()).containsExactly("takedown-hold-expired");
        assertThat(told.getTakedownHolds()).isEmpty();
        assertThat(standard.deliveries(HOTLINE)).isEmpty();
    }

    @Test
    void shouldHoldNothingWhenItsTimeIsOverAlready() {
        Delivery police = open();

        answer(DeskAnswersFixtures.hold(police, standard.now(), standard.now()));
        standard.advance(Duration.ofDays(91));

        assertThat(standard.deliveries(HOTLINE)).isEmpty();
    }

    @Test
    void shouldTellOfTheEndWhenAnotherAnswerComesBeforeTheSweep() {
        Delivery police = open();
        answer(DeskAnswersFixtures.hold(police, standard.now().plusMillis(100), standard.now()));
        standard.deliveries(HOTLINE);

        standard.advance(Duration.ofMillis(200));
        answer(DeskAnswersFixtures.wrongJurisdiction(police, "PT", standard.now()));
        standard.advance(Duration.ofSeconds(2));

        assertThat(standard.delivery(HOTLINE).getChanged()).containsExactly("takedown-hold-expired");
    }

    @Test
    void shouldSayReleasedWhenANewerHoldIsOverAlready() {
        Delivery police = open();
        answer(DeskAnswersFixtures.hold(police, until, standard.now()));
        standard.deliveries(HOTLINE);

        answer(DeskAnswersFixtures.hold(police, standard.now(), standard.now().plusSeconds(60)));

        Delivery told = standard.delivery(HOTLINE);
        assertThat(told.getChanged()).containsExactly("takedown-hold-released");
        assertThat(told.getTakedownHolds()).isEmpty();
    }

    @Test
    void shouldHoldNoLongerThanAHoldMayLast() {
        Delivery police = open();

        answer(DeskAnswersFixtures.hold(police, until.plus(Duration.ofDays(10_000)), standard.now()));

        assertThat(standard.delivery(HOTLINE).getTakedownHolds())
                .extracting(TakedownHold::getUntil)
                .containsExactly(standard.now().plus(Duration.ofDays(180)));
    }

    @Test
    void shouldBelieveNobodyWhoWritesToTheTopicInBetween() {
        Delivery police = open();
        Feedback hold = DeskAnswersFixtures.hold(police, until, standard.now());
        Feedback nowhere = DeskAnswersFixtures.wrongJurisdiction(police, "FR", standard.now());
        nowhere.setCountry(null);

        atCases(police.getCaseId(), SingleObject.of(Feedback.class).encode(hold));
        atCases(police.getCaseId(), standard.signed(hold, exchange.deliveryKey));
        atCases("another-case", signed(hold));
        atCases(police.getCaseId(), signed(nowhere));
        standard.pipe(ANSWERS, new TestRecord<>(police.getCaseId(), null, standard.now()));
        assertThat(standard.deliveries(HOTLINE)).isEmpty();

        atCases(police.getCaseId(), signed(hold));
        assertThat(standard.delivery(HOTLINE).getTakedownHolds()).hasSize(1);
    }

    private void atCases(String caseId, byte[] value) {
        standard.pipe(ANSWERS, caseId, value);
    }

    @Test
    void shouldStateTheHoldWithTheFirstDeliveryOfALaneThatDidNotHaveTheCase() {
        IncidentNotice notice = TestNotices.extortion().build();
        Delivery police = open(notice);
        Feedback hold = DeskAnswersFixtures.hold(police, until, standard.now());
        urgent.answer(hold, exchange.connectorKey);
        assertThat(urgent.deliveries(HOTLINE)).isEmpty();
        urgent.pipeAll(Topics.references(Lane.STANDARD), standard.raw(Topics.references(Lane.STANDARD)));

        urgent.accept(TestNotices.imminent(TestNotices.about(notice, NoticeKind.FOLLOW_UP))
                .build());

        Delivery first = urgent.delivery(HOTLINE);
        assertThat(first.getCaseId()).isEqualTo(police.getCaseId());
        assertThat(first.getTakedownHolds()).hasSize(1);
    }

    @Test
    void shouldBelieveNobodyButTheConnector() {
        Delivery police = open();
        Feedback hold = DeskAnswersFixtures.hold(police, until, standard.now());

        standard.answer(hold, exchange.deliveryKey);
        standard.answer(hold, SigningKey.generate("connector-1", new SecureRandom()));
        standard.pipe(Topics.FEEDBACK, "platform-a/n", new byte[] {0, 1, 2});
        standard.pipe(Topics.FEEDBACK, "platform-b/other-notice", signed(hold));

        assertThat(standard.deliveries(HOTLINE)).isEmpty();
        assertThat(standard.outcomes()).isEmpty();
    }

    @Test
    void shouldHoldNothingWhenTheDeskIsNotOfThePolice() {
        Delivery police = open();

        answer(Feedback.newBuilder(DeskAnswersFixtures.hold(police, until, standard.now()))
                .setRecipientKind(StakeholderKind.NGO)
                .build());
        answer(DeskAnswersFixtures.answer(police, FeedbackAnswer.PRESERVE, standard.now())
                .setUntil(until)
                .build());

        assertThat(standard.deliveries(HOTLINE)).isEmpty();
    }

    @Test
    void shouldTellNobodyWhenTheCaseIsWithdrawn() {
        IncidentNotice notice = TestNotices.extortion().build();
        Delivery police = open(notice);
        standard.accept(TestNotices.retraction(notice).build());
        standard.deliveries(HOTLINE);

        answer(DeskAnswersFixtures.hold(police, until, standard.now()));

        assertThat(standard.deliveries(HOTLINE)).isEmpty();
    }

    /** Opens a case and returns what the German desk got; everything else is read away. */
    private Delivery open() {
        return open(TestNotices.extortion().build());
    }

    private Delivery open(IncidentNotice notice) {
        standard.accept(notice);
        Delivery police = standard.delivery("police-de");
        assertThat(standard.delivery(HOTLINE).getTakedownHolds()).isEmpty();
        List.of("police-ie", "hotline-ie").forEach(standard::deliveries);
        standard.outcomes();
        standard.pending();
        return police;
    }

    private void answer(Feedback feedback) {
        standard.answer(feedback, exchange.connectorKey);
    }

    private byte[] signed(Feedback feedback) {
        return standard.signed(feedback, exchange.connectorKey);
    }
}
