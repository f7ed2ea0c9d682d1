package org.harborlight.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.JurisdictionBasis;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Priority;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.UrgencyBasis;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An urgent delivery says by when its receipt is due where that is agreed with its partner; every version anew. */
class DueByTopologyTest {
    private static final String DESK = "police-de";
    private static final int AGREED = 900;
    private static final Duration LATER = Duration.ofMinutes(5);

    @TempDir
    Path directory;

    @Test
    void shouldBeDueAsAgreedAfterTheDecisionWhenUrgent() {
        try (LaneDriver urgent = lane(Lane.URGENT, AGREED)) {
            urgent.accept(urgentNotice());
            assertDue(urgent, AGREED);

            urgent.advance(LATER);
            urgent.accept(urgentNotice());
            Delivery update = assertDue(urgent, AGREED);
            assertThat(update.getVersion()).isEqualTo(2);
            assertThat(update.getDueBy()).isEqualTo(TestExchange.NOW.plus(LATER).plusSeconds(AGREED));
        }
    }

    @Test
    void shouldNameNoTimeWhenNoneIsAgreed() {
        try (LaneDriver urgent = lane(Lane.URGENT, null)) {
            urgent.accept(urgentNotice());

            assertNotDue(urgent);
        }
    }

    @Test
    void shouldNameNoTimeWhenNotUrgent() {
        try (LaneDriver standard = lane(Lane.STANDARD, AGREED)) {
            standard.accept(notice().build());

            assertNotDue(standard);
        }
    }

    private LaneDriver lane(Lane lane, @Nullable Integer agreed) {
        TestExchange exchange = TestExchange.standard()
                .join(TestExchange.partner(DESK, StakeholderKind.LAW_ENFORCEMENT, "DE")
                        .setDueWithinSeconds(agreed)
                        .build());
        return new LaneDriver(lane, exchange, directory);
    }

    private static IncidentNotice urgentNotice() {
        return notice().setPriority(Priority.URGENT)
                .setUrgencyBasis(UrgencyBasis.THREAT)
                .build();
    }

    /** For one desk alone. */
    private static IncidentNotice.Builder notice() {
        return TestNotices.placed(TestNotices.extortion(), JurisdictionBasis.REPORTED_PERSON_LOCATION, "DE");
    }

    /** The connector reads the delivery, and who looks for what is overdue the state: both say the same. */
    private static Delivery assertDue(LaneDriver lane, int seconds) {
        Delivery delivery = lane.delivery(DESK);
        assertThat(delivery.getDueBy())
                .isNotNull()
                .isEqualTo(delivery.getDecidedAt().plusSeconds(seconds));
        assertThat(lane.pending()).extracting(DeliveryState::getDueBy).containsExactly(delivery.getDueBy());
        return delivery;
    }

    private static void assertNotDue(LaneDriver lane) {
        assertThat(lane.delivery(DESK).getDueBy()).isNull();
        assertThat(lane.pending()).hasSize(1).allMatch(state -> state.getDueBy() == null);
    }
}
