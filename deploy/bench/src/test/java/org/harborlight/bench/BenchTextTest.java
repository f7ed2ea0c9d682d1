package org.harborlight.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class BenchTextTest {
    @Test
    void shouldTellOfALoadBeforeItsBooksHaveSettled() throws IOException {
        JsonNode run = json("""
            {"rate": 500, "batch": 1, "noticesPerSecond": 499.5,
                "acknowledgement": {"p50Ms": 20.5, "p99Ms": 80, "maxMs": 90, "byStatus": {"202": 14985},
                    "failed": 2, "failures": {"HttpClosedException: Connection was closed": 2}},
                "delivered": {"urgent": {"count": 1900, "p50Ms": 90, "p99Ms": 310, "maxMs": 400}},
                "cpuSecondsPer10k": {"gateway": 4.5, "broker": 8.25}}""");

        assertThat(BenchText.of(run))
                .contains(
                        "rate 500/s", "p50 20.5  p99 80.0", "urgent", "1900 deliveries", "all 12.75", "closed: 2 times")
                .doesNotContain("standard", "books")
                .endsWith(System.lineSeparator());
        assertThat(BenchText.balance(run)).isEmpty();
    }

    @Test
    void shouldSayWhetherTheBooksBalance() throws IOException {
        assertThat(BenchText.balance(json("""
            {"balance": {"exact": true, "settledAfterSeconds": 12.34}}"""))).contains("the books balance, settled 12.3 s");
        assertThat(BenchText.balance(json("""
            {"balance": {"exact": false, "settledAfterSeconds": 1}}"""))).contains("DO NOT BALANCE");
    }

    @Test
    void shouldSayWhereServicesComplained() throws IOException {
        assertThat(BenchText.errors(json("""
            {"logErrors": {"processor-1.properties.log": 86500}}"""))).contains("processor-1.properties.log", "86500");
        assertThat(BenchText.errors(json("""
            {"logErrors": {}}"""))).isEmpty();
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }
}
