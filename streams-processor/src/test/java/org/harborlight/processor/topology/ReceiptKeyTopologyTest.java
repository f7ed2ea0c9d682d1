package org.harborlight.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.harborlight.processor.link.LaneBounds;
import org.harborlight.processor.link.ReceiptKeyPatience;
import org.harborlight.schemas.AcceptedNotice;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.ExchangeKey;
import org.harborlight.schemas.ExchangeKeys;
import org.harborlight.schemas.KeyPurpose;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Outcome;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.Verdict;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.schemas.notice.AcceptanceReceipt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway signs with a new key while this service's directory still lags behind. */
class ReceiptKeyTopologyTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int LOOKS_UNTIL_IT_COMES = 3;

    @TempDir
    Path directory;

    private final TestExchange exchange = TestExchange.standard();
    private final SigningKey newKey = SigningKey.generate("receipt-2", new SecureRandom());
    private Instant wallClock = TestExchange.NOW;
    private boolean comes = true;
    private int looks;
    private LaneDriver lane;

    @BeforeEach
    void start() {
        lane = new LaneDriver(
                Lane.STANDARD,
                exchange,
                directory,
                LaneBounds.defaults(),
                new ReceiptKeyPatience(LIMIT, () -> wallClock, this::pause));
    }

    @AfterEach
    void stop() {
        lane.close();
    }

    @Test
    void shouldOpenTheCaseWhenTheDirectoryBringsTheKeyInTime() {
        accept();

        Outcome outcome = lane.outcomes().getFirst();
        assertThat(outcome.getVerdict()).isEqualTo(Verdict.OPENED);
        assertThat(outcome.getDirectoryHead()).isEqualTo(exchange.directory().head());
        assertThat(looks).isEqualTo(LOOKS_UNTIL_IT_COMES);
        assertThat(lane.deadLetters()).isEmpty();
    }

    @Test
    void shouldDeadLetterOnlyAfterTheLimitWhenTheKeyDoesNotCome() {
        comes = false;

        accept();

        assertThat(lane.outcomes().getFirst().getReason()).isEqualTo("receipt-unknown-key");
        assertThat(Duration.between(TestExchange.NOW, wallClock)).isEqualTo(LIMIT);
        assertThat(lane.deadLetters()).hasSize(1);
    }

    @Test
    void shouldBelieveAnAnswerWhenTheDirectoryBringsTheConnectorsKeyInTime() {
        lane.accept(TestNotices.extortion().build());
        Delivery police = lane.delivery("police-de");
        lane.deliveries("hotline-nl");

        lane.answer(DeskAnswersFixtures.hold(police, lane.now().plusSeconds(3600), lane.now()), newKey);

        assertThat(lane.delivery("hotline-nl").getTakedownHolds()).hasSize(1);
        assertThat(looks).isEqualTo(LOOKS_UNTIL_IT_COMES);
    }

    private void accept() {
        AcceptedNotice accepted = lane.gateway.accept(TestNotices.extortion().build(), Lane.STANDARD, TestExchange.NOW);
        AcceptanceReceipt receipt =
                AcceptanceReceipt.fromJson(accepted.getReceipt().getPayload().array());
        accepted.setReceipt(lane.gateway.sign(receipt, newKey));
        lane.pipe(Topics.notices(Lane.STANDARD), accepted.getReference(), lane.encode(accepted));
    }

    private void pause(Duration time) {
        wallClock = wallClock.plus(time);
        looks++;
        if (comes && looks == LOOKS_UNTIL_IT_COMES) {
            exchange.with(new ExchangeKeys(
                    List.of(
                            key(KeyPurpose.RECEIPT, exchange.receiptKey),
                            key(KeyPurpose.RECEIPT, newKey),
                            key(KeyPurpose.CONNECTOR, newKey),
                            key(KeyPurpose.DELIVERY, exchange.deliveryKey)),
                    List.of()));
        }
    }

    private static ExchangeKey key(KeyPurpose purpose, SigningKey key) {
        return new ExchangeKey(purpose, key.publicEntry(TestExchange.NOW.minusSeconds(60)));
    }
}
