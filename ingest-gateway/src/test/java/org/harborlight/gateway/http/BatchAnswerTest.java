package org.harborlight.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.notice.Finding;
import org.junit.jupiter.api.Test;

final class BatchAnswerTest {
    private static final Problem INVALID = new Problem(
            ProblemType.INVALID_FIELD,
            List.of(new Finding("invalid-field", "/harms", "must not be empty")),
            Optional.empty(),
            false);
    private static final Problem LATER = Problem.retryable(ProblemType.UNAVAILABLE, Duration.ofSeconds(2));

    @Test
    void shouldPutTheCountsFirstAndTheEntriesInOrder() {
        BatchAnswer answer = BatchAnswer.of(List.of(
                new IntakeResult.Refused(INVALID),
                new IntakeResult.Accepted("id", Lane.URGENT, Buffer.buffer("{\"payload\":\"\"}")),
                new IntakeResult.Refused(LATER)));

        assertThat(answer.body().toString())
                .isEqualTo("{\"accepted\":1,\"refused\":2,\"results\":[{\"problem\":"
                        + INVALID.toJson().encode() + "},{\"receipt\":{\"payload\":\"\"}},{\"problem\":"
                        + LATER.toJson().encode() + ",\"retryAfter\":2}]}");
    }

    @Test
    void shouldBeWholeWhenTheBatchIsEmpty() {
        assertThat(new JsonObject(BatchAnswer.of(List.of()).body()))
                .isEqualTo(new JsonObject("{\"accepted\":0,\"refused\":0,\"results\":[]}"));
    }
}
