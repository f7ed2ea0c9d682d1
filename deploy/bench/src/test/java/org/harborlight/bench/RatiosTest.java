package org.harborlight.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class RatiosTest {
    private static final String LIMITS = """
            "limits": {"verifyEd25519": {"cpuSecondsPer10k": 0.5}, "resealKeys": {"cpuSecondsPer10k": 1.5},
                "produce": {"cpuSecondsPer10kClientAndBroker": 0.1}, "post": {"cpuSecondsPer10k": 0.4, "loadCpuSecondsPer10k": 1.0}}""";

    @Test
    void shouldCompareARunWithWhatTheMachineCan() throws IOException {
        ObjectNode result = json("""
            {%s, "runs": [{"accepted": 20000, "noticesPerSecond": 500,
                "cpuSecondsPer10k": {"gateway": 2.5, "processor": 10, "connector": 9, "broker": 8.5, "load": 5},
                "delivered": {"urgent": {"count": 4000}, "standard": {"count": 24000}}}]}""".formatted(LIMITS));

        Ratios.into(result);

        JsonNode ratios = result.path("runs").path(0).path("ratios");
        assertThat(ratios.path("gateway").path("limitCpuSecondsPer10k").asDouble())
                .isCloseTo(1.0, within(1e-9));
        assertThat(ratios.path("gateway").path("times").asDouble()).isCloseTo(2.5, within(1e-9));
        assertThat(ratios.path("sealing").path("cpuSecondsPer10k").asDouble()).isCloseTo(2.1, within(1e-9));
        assertThat(ratios.path("sealing").path("part").asDouble()).isCloseTo(0.07, within(1e-9));
        assertThat(BenchText.ratios(result))
                .contains("2.50 times verify + produce + POST", "30.00 s per 10,000", "7 %");
    }

    @Test
    void shouldCompareEachStepWithWhatItCannotDoWithout() throws IOException {
        ObjectNode result = json("""
            {%s, "steps": {"processor": {"cpuSecondsPer10k": {"processor": 6}},
                "connector": {"cpuSecondsPer10k": {"connector": 12}}}}""".formatted(LIMITS));

        Ratios.intoSteps(result);

        JsonNode steps = result.path("steps");
        assertThat(steps.path("processor").path("ratios").path("times").asDouble())
                .isCloseTo(10, within(1e-9));
        assertThat(steps.path("connector").path("ratios").path("times").asDouble())
                .isCloseTo(4, within(1e-9));
    }

    @Test
    void shouldSayNothingOfAGatewayThatIsNoProcessOfItsOwn() throws IOException {
        ObjectNode result = json("""
            {%s, "runs": [{"accepted": 1, "cpuSecondsPer10k": {"exchange": 2.5}}]}""".formatted(LIMITS));

        Ratios.into(result);

        assertThat(BenchText.ratios(result)).contains("the machine by itself").doesNotContain("the gateway takes");
    }

    @Test
    void shouldCompareNothingWithoutLimits() throws IOException {
        ObjectNode result = json("""
            {"runs": [{"accepted": 1, "cpuSecondsPer10k": {"gateway": 2.5}}]}""");

        Ratios.into(result);

        assertThat(result.path("runs").path(0).has("ratios")).isFalse();
        assertThat(BenchText.ratios(result)).isEmpty();
    }

    private static ObjectNode json(String text) throws IOException {
        return (ObjectNode) new ObjectMapper().readTree(text);
    }
}
