package org.harborlight.connector.lane;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.harborlight.schemas.DeliveryAgreement;
import org.harborlight.schemas.SecondContact;
import org.jspecify.annotations.Nullable;

/**
 * What holds for the deliveries of a partner: its agreement in today's directory, and where that says nothing, the
 * configuration. Immutable.
 *
 * @param secondContact who else at the partner takes what the usual way does not bring
 * @param fallbackPartners whom to tell of what the partner does not take, in this order; empty for a fallback desk
 */
record Agreement(
        RetrySchedule retries,
        PartnerPace.Limits pace,
        Optional<SecondContact> secondContact,
        List<String> fallbackPartners) {
    static Agreement of(@Nullable DeliveryAgreement agreed, LanePolicy policy) {
        return agreed == null
                ? new Agreement(policy.retries(), PartnerPace.Limits.NONE, Optional.empty(), List.of())
                : new Agreement(
                        retries(agreed, policy.retries()),
                        PartnerPace.Limits.of(agreed.getMostAtOnce(), agreed.getMostPerSecond()),
                        Optional.ofNullable(agreed.getSecondContact()),
                        List.copyOf(agreed.getFallbackPartners()));
    }

    private static RetrySchedule retries(DeliveryAgreement agreed, RetrySchedule usual) {
        List<Duration> steps =
                agreed.getRetrySteps().stream().map(Duration::ofSeconds).toList();
        return new RetrySchedule(
                steps.isEmpty() ? usual.steps() : steps,
                seconds(agreed.getRetrySpan(), usual.span()),
                seconds(agreed.getLongestRetryAfter(), usual.longestRetryAfter()));
    }

    private static Duration seconds(@Nullable Integer agreed, Duration usual) {
        return agreed == null ? usual : Duration.ofSeconds(agreed);
    }
}
