package org.harborlight.connector.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.harborlight.connector.push.LaneBreaker;
import org.harborlight.schemas.DeliveryAgreement;
import org.harborlight.schemas.SecondContact;
import org.junit.jupiter.api.Test;

class AgreementTest {
    private static final RetrySchedule USUAL =
            new RetrySchedule(List.of(Duration.ofSeconds(5)), Duration.ofDays(7), Duration.ofHours(6));
    private static final LanePolicy POLICY = new LanePolicy(
            USUAL,
            new LaneBreaker.Settings(10, 60, Duration.ofSeconds(30)),
            4,
            Duration.ofMillis(250),
            1000,
            Duration.ofHours(1),
            new InboxPatience(Duration.ofMinutes(5), Duration.ofHours(1)),
            new LanePolicy.Restart(Duration.ofSeconds(1), Duration.ofSeconds(1)));

    @Test
    void shouldBeAsConfiguredWhenNothingIsAgreed() {
        assertThat(Agreement.of(null, POLICY))
                .isEqualTo(new Agreement(USUAL, PartnerPace.Limits.NONE, Optional.empty(), List.of()));
        assertThat(Agreement.of(DeliveryAgreement.newBuilder().build(), POLICY))
                .isEqualTo(new Agreement(USUAL, PartnerPace.Limits.NONE, Optional.empty(), List.of()));
    }

    @Test
    void shouldTakeEachFieldThatIsAgreed() {
        DeliveryAgreement agreed = DeliveryAgreement.newBuilder()
                .setRetrySteps(List.of(1, 60))
                .setRetrySpan(7200)
                .setLongestRetryAfter(0)
                .setMostAtOnce(2)
                .setMostPerSecond(9)
                .setSecondContact(new SecondContact(null))
                .setFallbackPartners(List.of("b", "a"))
                .build();

        assertThat(Agreement.of(agreed, POLICY))
                .isEqualTo(new Agreement(
                        new RetrySchedule(
                                List.of(Duration.ofSeconds(1), Duration.ofMinutes(1)),
                                Duration.ofHours(2),
                                Duration.ZERO),
                        new PartnerPace.Limits(OptionalInt.of(2), OptionalInt.of(9)),
                        Optional.of(new SecondContact(null)),
                        List.of("b", "a")));
    }
}
