package org.harborlight.bench.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class IsolationFiguresTest {
    private static ObjectNode run(boolean exact) throws IOException {
        return (ObjectNode) new ObjectMapper().readTree("""
            {"manners": {"HANG": [
               {"well": {"delivered": {"urgent": {"p99Ms": 100}}}, "ill": {"delivered": {"urgent": {"p99Ms": 300}}},
                "balance": {"exact": true}},
               {"well": {"delivered": {"urgent": {"p99Ms": 120}}}, "ill": {"delivered": {"urgent": {"p99Ms": 90}}},
                "balance": {"exact": true}},
               {"well": {"delivered": {"urgent": {"p99Ms": 500}}}, "ill": {"delivered": {"urgent": {"p99Ms": 126}}},
                "balance": {"exact": %s}}]}}
            """.formatted(exact));
    }

    @Test
    void shouldCompareTheMediansOfTheRounds() throws IOException {
        JsonNode urgent =
                IsolationFigures.into(run(true)).path("figures").path("HANG").path("urgent");

        assertThat(urgent.path("wellP99Ms").asDouble()).isEqualTo(120);
        assertThat(urgent.path("illP99Ms").asDouble()).isEqualTo(126);
        assertThat(urgent.path("ratio").asDouble()).isCloseTo(1.05, within(1e-9));
    }

    @Test
    void shouldSayWhereTheBooksOfOneRoundDoNotBalance() throws IOException {
        assertThat(IsolationText.booksBalance(run(true))).isTrue();
        assertThat(IsolationText.booksBalance(run(false))).isFalse();
    }
}
