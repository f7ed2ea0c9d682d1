package org.harborlight.connector.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How far ahead an answer may name a time. */
class FeedbackRequestTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Instant LATEST = NOW.plus(Duration.ofDays(180));

    @Test
    void shouldRefuseAHoldWhenItIsLongerThanOneMayLast() {
        assertThat(FeedbackRequest.read(until("HOLD_TAKEDOWN", LATEST.plusMillis(1)), NOW))
                .isInstanceOfSatisfying(
                        FeedbackRequest.Invalid.class,
                        invalid -> assertThat(invalid.pointers()).containsExactly("/until"));
    }

    @Test
    void shouldTakeAHoldOfTheLongestTimeAndOtherAnswersOfAny() {
        assertThat(FeedbackRequest.read(until("HOLD_TAKEDOWN", LATEST), NOW)).isInstanceOf(FeedbackRequest.Valid.class);
        assertThat(FeedbackRequest.read(until("PRESERVE", LATEST.plusSeconds(1)), NOW))
                .isInstanceOf(FeedbackRequest.Valid.class);
    }

    private static ObjectNode until(String answer, Instant until) {
        return JsonNodeFactory.instance.objectNode().put("answer", answer).put("until", until.toString());
    }
}
