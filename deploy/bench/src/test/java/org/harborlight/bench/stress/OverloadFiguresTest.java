package org.harborlight.bench.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class OverloadFiguresTest {
    private static final String RUN = """
            {"seconds": 10, "peakPerSecond": 100,
             "flood": {
               "submitters": {
                 "rig-greedy": {"asked": 2690, "accepted": 600},
                 "rig-modest-1": {"asked": 100, "accepted": 100},
                 "rig-modest-2": {"asked": 110, "accepted": 80, "unanswered": 10},
                 "rig-modest-3": {"asked": 100, "accepted": 100}},
               "delivered": {"urgent": {"p99Ms": 430}}},
             "back": {
               "submitters": {
                 "rig-greedy": {"bySecond": {"0": [30, 9], "1": [50, 0], "2": [50, 1], "3": [50, 0]}},
                 "rig-modest-1": {"bySecond": {"0": [10, 0], "4": [10, 0]}}}}}
            """;

    @Test
    void shouldSayWhatTheFloodLeftOfThePeakAndToWhom() throws IOException {
        JsonNode figures = OverloadFigures.into((ObjectNode) new ObjectMapper().readTree(RUN))
                .path("figures");

        assertThat(figures.path("goodput").asDouble()).isCloseTo(0.88, within(1e-9));
        assertThat(figures.path("askedOfPeak").asDouble()).isCloseTo(3.0, within(1e-9));
        assertThat(figures.path("leastModestShare").asDouble()).isCloseTo(0.8, within(1e-9));
        assertThat(figures.path("greedyShare").asDouble()).isCloseTo(600 / 2690.0, within(1e-9));
        assertThat(figures.path("floodUrgentP99Ms").asLong()).isEqualTo(430);
        assertThat(figures.path("refusedForSecondsAfter").asInt()).isEqualTo(3);
    }
}
