package org.harborlight.processor.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.harborlight.schemas.DeliveryStatus;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Topics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The books of deliveries: how many stand in which state, how many the partner topics hold. */
class DeliveryBooksTopologyTest {
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
    void shouldCountByPartnerLaneAndStateWhenDeliveriesChange() {
        ledger.state(LedgerRecords.state("delivery-1", DeliveryStatus.PENDING).build());
        ledger.state(LedgerRecords.state("delivery-2", DeliveryStatus.PENDING).build());
        ledger.state(LedgerRecords.state("delivery-1", DeliveryStatus.RECEIPTED).build());
        ledger.state(LedgerRecords.state("delivery-1", DeliveryStatus.RECEIPTED).build());

        assertThat(counts())
                .containsEntry("police-de/STANDARD/PENDING", 1L)
                .containsEntry("police-de/STANDARD/RECEIPTED", 1L);
        assertThat(ledger.books().deliveriesIn(LedgerBooks.ANOMALY)).isZero();
    }

    @Test
    void shouldMoveOneBackWhenDeliveryIsRedriven() {
        ledger.state(LedgerRecords.state("delivery-1", DeliveryStatus.PENDING).build());
        ledger.state(LedgerRecords.state("delivery-1", DeliveryStatus.EXPIRED).build());
        ledger.state(LedgerRecords.redriven("delivery-1", "command-1", DeliveryStatus.PENDING)
                .build());

        assertThat(counts())
                .containsEntry("police-de/STANDARD/PENDING", 1L)
                .containsEntry("police-de/STANDARD/EXPIRED", 0L);
        assertThat(ledger.books().deliveriesIn(LedgerBooks.ANOMALY)).isZero();
    }

    @Test
    void shouldMoveOneWhenTheStatesOfARedriveAreCompactedAway() {
        ledger.state(LedgerRecords.state("delivery-1", DeliveryStatus.EXPIRED).build());
        ledger.state(LedgerRecords.redriven("delivery-1", "command-1", DeliveryStatus.RECEIPTED)
                .build());

        assertThat(counts())
                .containsEntry("police-de/STANDARD/EXPIRED", 0L)
                .containsEntry("police-de/STANDARD/RECEIPTED", 1L);
        assertThat(ledger.books().deliveriesIn(LedgerBooks.ANOMALY)).isZero();
    }

    @Test
    void shouldCountAnomalyWhenOneRedriveIsSaidToLeadBackTwice() {
        ledger.state(LedgerRecords.state("delivery-1", DeliveryStatus.EXPIRED).build());
        for (DeliveryStatus state : List.of(DeliveryStatus.PENDING, DeliveryStatus.EXPIRED, DeliveryStatus.PENDING)) {
            ledger.state(
                    LedgerRecords.redriven("delivery-1", "command-1", state).build());
        }

        assertThat(ledger.books().deliveriesIn(LedgerBooks.ANOMALY)).isEqualTo(1);
    }

    @Test
    void shouldCountAnomalyWhenAReceiptIsUnmadeByARedrive() {
        ledger.state(LedgerRecords.state("delivery-1", DeliveryStatus.RECEIPTED).build());
        ledger.state(LedgerRecords.redriven("delivery-1", "command-1", DeliveryStatus.PENDING)
                .build());

        assertThat(ledger.books().deliveriesIn(LedgerBooks.ANOMALY)).isEqualTo(1);
    }

    @Test
    void shouldMoveOneBackWhenTheRedrivenDeliveryIsForgottenAlready() {
        ledger.state(LedgerRecords.state("delivery-1", DeliveryStatus.EXPIRED).build());
        ledger.advance(LedgerDriver.RETENTION.plus(Duration.ofDays(1)));
        ledger.state(LedgerRecords.state("delivery-2", DeliveryStatus.PENDING).build());
        ledger.advance(Duration.ofDays(1));
        ledger.state(LedgerRecords.redriven("delivery-1", "command-1", DeliveryStatus.PENDING)
                .build());

        assertThat(counts())
                .containsEntry("police-de/STANDARD/PENDING", 2L)
                .containsEntry("police-de/STANDARD/EXPIRED", 0L);
    }

    @Test
    void shouldTakeNothingBackWhenALedgerBuiltAnewNeverCountedTheEnd() {
        ledger.state(LedgerRecords.state("delivery-2", DeliveryStatus.PENDING).build());
        ledger.advance(LedgerDriver.RETENTION.plus(Duration.ofDays(1)));
        ledger.state(LedgerRecords.redriven("delivery-1", "command-1", DeliveryStatus.PENDING)
                .build());

        assertThat(counts()).containsEntry("police-de/STANDARD/PENDING", 2L);
        assertThat(counts().getOrDefault("police-de/STANDARD/EXPIRED", 0L)).isZero();
    }

    @Test
    void shouldCountAnomalyWhenDeliveryLeavesItsEndWithoutARedrive() {
        ledger.state(LedgerRecords.state("delivery-1", DeliveryStatus.RECEIPTED).build());
        ledger.state(LedgerRecords.state("delivery-1", DeliveryStatus.PENDING).build());

        assertThat(ledger.books().deliveriesIn(LedgerBooks.ANOMALY)).isEqualTo(1);
    }

    @Test
    void shouldKnowTheOldestUrgentDeliveryWhenSeveralArePending() {
        ledger.state(LedgerRecords.state("delivery-1", DeliveryStatus.PENDING)
                .setLane(Lane.URGENT)
                .setAcceptedAt(LedgerRecords.ACCEPTED_AT.plusSeconds(5))
                .build());
        ledger.state(LedgerRecords.state("delivery-2", DeliveryStatus.PENDING)
                .setLane(Lane.URGENT)
                .build());
        assertThat(ledger.books().oldestUrgent()).isEqualTo(LedgerRecords.ACCEPTED_AT.toEpochMilli());

        ledger.state(LedgerRecords.state("delivery-2", DeliveryStatus.RECEIPTED)
                .setLane(Lane.URGENT)
                .build());

        assertThat(ledger.books().oldestUrgent())
                .isEqualTo(LedgerRecords.ACCEPTED_AT.plusSeconds(5).toEpochMilli());
    }

    @Test
    void shouldCountDeliveriesWhenAPartnerTopicHoldsThem() {
        ledger.pipe(Topics.deliveries("police-de", Lane.URGENT), "case-1", new byte[] {1});
        ledger.pipe(Topics.deliveries("police-de", Lane.URGENT), "case-2", new byte[] {1});

        assertThat(ledger.books().delivered())
                .isEqualTo(Map.of(Topics.deliveries("police-de", Lane.URGENT) + "/0", 2L));
    }

    @Test
    void shouldStillKnowPendingDeliveryWhenRetentionHasPassed() {
        ledger.state(LedgerRecords.state("delivery-1", DeliveryStatus.PENDING).build());
        ledger.advance(LedgerDriver.RETENTION.plus(Duration.ofDays(1)));
        ledger.state(LedgerRecords.state("delivery-2", DeliveryStatus.PENDING).build());
        ledger.advance(Duration.ofDays(1));
        ledger.state(LedgerRecords.state("delivery-1", DeliveryStatus.RECEIPTED).build());

        assertThat(counts())
                .containsEntry("police-de/STANDARD/PENDING", 1L)
                .containsEntry("police-de/STANDARD/RECEIPTED", 1L);
    }

    private Map<String, Long> counts() {
        return ledger.books().deliveryCounts();
    }
}
