package org.harborlight.standalone.partner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Optional;
import org.harborlight.schemas.FeedbackAnswer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a desk may say, before it is sent. */
class DeskAnswerTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "WRONG_JURISDICTION, needs the country",
        "PRESERVE, needs until when",
        "HOLD_TAKEDOWN, needs until when",
        "NOT_ACTIONABLE, needs a reason code"
    })
    void shouldMissWhatAnAnswerNeeds(FeedbackAnswer answer, String problem) {
        assertThat(answer(answer, null, null, null, null).problems(NOW))
                .singleElement()
                .asString()
                .contains(problem);
    }

    @ParameterizedTest
    @EnumSource(
            value = FeedbackAnswer.class,
            names = {"WRONG_JURISDICTION", "PRESERVE", "HOLD_TAKEDOWN", "NOT_ACTIONABLE", "UNSPECIFIED"},
            mode = EnumSource.Mode.EXCLUDE)
    void shouldTakeEveryOtherAnswerAsItIs(FeedbackAnswer answer) {
        assertThat(answer(answer, null, null, null, null).problems(NOW)).isEmpty();
    }

    @Test
    void shouldFindEverySlipAtOnce() {
        assertThat(answer(FeedbackAnswer.ACKNOWLEDGED, "UK", NOW, "not a code", "x".repeat(1001))
                        .problems(NOW))
                .hasSize(4)
                .anyMatch(problem -> problem.contains("ISO 3166-1"))
                .anyMatch(problem -> problem.contains("not in the future"))
                .anyMatch(problem -> problem.contains("a reason code has"))
                .anyMatch(problem -> problem.contains("the note is"));
    }

    @Test
    void shouldShareRequestsUnlessSaidOtherwise() throws Exception {
        DeskAnswer request = answer(FeedbackAnswer.PRESERVE, null, NOW.plusSeconds(60), null, "keep it");
        assertThat(request.shared()).isTrue();
        JsonNode json = new ObjectMapper().readTree(request.toJson());
        assertThat(json.path("until").asText()).isEqualTo("2026-11-24T12:01:00Z");
        assertThat(json.path("note").asText()).isEqualTo("keep it");
        assertThat(json.has("shareWithSubmitter")).isFalse();
        assertThat(DeskAnswer.of(FeedbackAnswer.ACKNOWLEDGED, true).shared()).isTrue();
        assertThat(answer(FeedbackAnswer.ACKNOWLEDGED, null, null, null, null).shared())
                .isFalse();
    }

    private static DeskAnswer answer(
            FeedbackAnswer answer,
            @org.jspecify.annotations.Nullable String country,
            @org.jspecify.annotations.Nullable Instant until,
            @org.jspecify.annotations.Nullable String reason,
            @org.jspecify.annotations.Nullable String note) {
        return new DeskAnswer(
                answer,
                Optional.ofNullable(country),
                Optional.ofNullable(until),
                Optional.ofNullable(reason),
                Optional.empty(),
                Optional.ofNullable(note),
                Optional.empty());
    }
}
