package org.harborlight.connector.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.harborlight.schemas.DeliveryKind;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.DeliveryStatus;
import org.harborlight.schemas.EscalationTarget;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Origin;
import org.harborlight.schemas.RecordedEscalation;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.codec.AvroTrust;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OverdueSweepTest {
    static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
    static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final Instant BEFORE = NOW.minus(PATIENCE).minusSeconds(1);
    private static final Instant WITHIN = NOW.minus(PATIENCE).plusSeconds(1);

    private final List<DeliveryState> pending = new ArrayList<>();

    @BeforeAll
    static void trust() {
        AvroTrust.install();
    }

    @Test
    void shouldFindWhatNoLaneHasRead() {
        pending.add(state("old").setUpdatedAt(BEFORE).build());
        pending.add(state("new").setUpdatedAt(WITHIN).build());

        assertThat(found()).containsExactly(tuple("old", Overdue.Kind.NOT_READ, BEFORE));
    }

    @Test
    void shouldFindWhatWasNotTriedWhenItWasTime() {
        pending.add(read("old", 0).setNextAttemptAt(BEFORE).build());
        pending.add(read("soon", 1).setNextAttemptAt(WITHIN).build());
        pending.add(read("later", 2).setNextAttemptAt(NOW.plusSeconds(60)).build());

        assertThat(found()).containsExactly(tuple("old", Overdue.Kind.NOT_TRIED, BEFORE));
    }

    @Test
    void shouldLetWaitWhatWaitsForAnEarlierOneOfItsCaseAndFindItWhenThereIsNone() {
        pending.add(read("first", 3).setNextAttemptAt(NOW.plusSeconds(60)).build());
        pending.add(read("second", 4).setUpdatedAt(BEFORE).build());
        pending.add(read("alone", 5).setCaseId("another").setUpdatedAt(BEFORE).build());

        assertThat(found()).containsExactly(tuple("alone", Overdue.Kind.NOT_TRIED, BEFORE));
    }

    @Test
    void shouldFindAnUrgentOneOfWhichNobodyWasToldAlthoughItsReceiptIsDue() {
        Instant next = NOW.plusSeconds(60);
        RecordedEscalation told =
                new RecordedEscalation(EscalationTarget.OPERATOR, null, null, BEFORE, "status-503", null);
        pending.add(read("silent", 0).setNextAttemptAt(next).setDueBy(BEFORE).build());
        pending.add(read("due", 1).setNextAttemptAt(next).setDueBy(WITHIN).build());
        pending.add(read("told", 2)
                .setNextAttemptAt(next)
                .setDueBy(BEFORE)
                .setEscalations(List.of(told))
                .build());

        assertThat(found()).containsExactly(tuple("silent", Overdue.Kind.NOBODY_TOLD, BEFORE));
    }

    @Test
    void shouldCountAllAndNameSomeWhenThereAreVeryMany() {
        for (int i = 0; i < 1000; i++) {
            pending.add(state("d-" + i).setUpdatedAt(BEFORE.minusSeconds(i)).build());
        }
        pending.add(state("other").setPartnerId("hotline").setUpdatedAt(BEFORE).build());

        List<Overdue> found = new OverdueSweep(PATIENCE).sweep(pending::forEach, NOW);

        assertThat(found).extracting(Overdue::count).containsExactly(1L, 1000L);
        assertThat(found.getLast().oldest()).isEqualTo(BEFORE.minusSeconds(999));
        assertThat(found.getLast().named()).hasSize(100);
    }

    private List<Tuple> found() {
        return new OverdueSweep(PATIENCE)
                .sweep(pending::forEach, NOW).stream()
                        .flatMap(overdue -> overdue.named().stream()
                                .map(named ->
                                        tuple(named.deliveryId(), overdue.row().kind(), named.since())))
                        .toList();
    }

    static DeliveryState.Builder read(String id, long offset) {
        return state(id).setSource(new Origin("harborlight.deliveries.police-de.urgent", 0, offset));
    }

    static DeliveryState.Builder state(String id) {
        return DeliveryState.newBuilder()
                .setDeliveryId(id)
                .setPartnerId("police-de")
                .setLane(Lane.URGENT)
                .setCaseId("case")
                .setVersion(1)
                .setKind(DeliveryKind.CASE_OPENED)
                .setSubmitterId("chat")
                .setNoticeId("n")
                .setRecipientKind(StakeholderKind.LAW_ENFORCEMENT)
                .setAcceptedAt(BEFORE)
                .setState(DeliveryStatus.PENDING)
                .setUpdatedAt(BEFORE);
    }
}
