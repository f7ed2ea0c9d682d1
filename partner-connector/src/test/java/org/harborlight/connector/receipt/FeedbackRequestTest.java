package org.harborlight.connector.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.harborlight.schemas.FeedbackAnswer;
import org.harborlight.schemas.FeedbackRules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNSPECIFIED")
    void shouldRefuseAnyAnswerWhenItsTimeIsOverOrTooFarAhead(FeedbackAnswer answer) {
        for (Instant until : List.of(
                NOW.minusMillis(1),
                Instant.parse("1969-12-31T23:59:59Z"),
                NOW.plus(FeedbackRules.LONGEST_AHEAD).plusMillis(1),
                Instant.parse("+10000-01-01T00:00:00Z"),
                Instant.MIN,
                Instant.MAX)) {
            ObjectNode body = until(answer.name(), until).put("country", "DE").put("reasonCode", "none");

            assertThat(FeedbackRequest.read(body, NOW))
                    .as("%s until %s", answer, until)
                    .isInstanceOfSatisfying(
                            FeedbackRequest.Invalid.class,
                            invalid -> assertThat(invalid.pointers()).containsExactly("/until"));
        }
    }

    @Test
    void shouldTakeAHoldOfTheLongestTimeAndOtherAnswersOfALongerOne() {
        assertThat(FeedbackRequest.read(until("HOLD_TAKEDOWN", LATEST), NOW)).isInstanceOf(FeedbackRequest.Valid.class);
        assertThat(FeedbackRequest.read(until("PRESERVE", NOW.plus(FeedbackRules.LONGEST_AHEAD)), NOW))
                .isInstanceOf(FeedbackRequest.Valid.class);
        assertThat(FeedbackRequest.read(until("PRESERVE", NOW), NOW)).isInstanceOf(FeedbackRequest.Valid.class);
    }

    private static ObjectNode until(String answer, Instant until) {
        return JsonNodeFactory.instance.objectNode().put("answer", answer).put("until", until.toString());
    }
}
