package org.harborlight.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.harborlight.schemas.notice.Finding;
import org.junit.jupiter.api.Test;

final class ProblemTest {
    @Test
    void shouldPointAtFieldsWhenFieldsAreWrong() {
        Problem problem = new Problem(
                ProblemType.INVALID_FIELD,
                List.of(new Finding("invalid-field", "/harms/0", "must be specified")),
                Optional.empty(),
                false);

        JsonObject json = problem.toJson();

        assertThat(json.getString("type")).isEqualTo("urn:harborlight:problem:invalid-field");
        assertThat(json.getInteger("status")).isEqualTo(422);
        assertThat(json.getJsonArray("errors").getJsonObject(0).getString("pointer"))
                .isEqualTo("/harms/0");
    }

    @Test
    void shouldRoundTheWaitUpWhenItIsNotWholeSeconds() {
        assertThat(Problem.retryable(ProblemType.RATE_LIMITED, Duration.ofMillis(1_001))
                        .retryAfterSeconds())
                .hasValue("2");
        assertThat(Problem.retryable(ProblemType.RATE_LIMITED, Duration.ZERO).retryAfterSeconds())
                .hasValue("1");
        assertThat(Problem.of(ProblemType.SUSPENDED).retryAfterSeconds()).isEmpty();
    }
}
