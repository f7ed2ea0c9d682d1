package org.harborlight.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.harborlight.standalone.demo.Demo;
import org.harborlight.standalone.demo.DemoResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole exchange in one JVM over real sockets: the four stories, and a load with every kind of notice that the demo
 * knows, hostile ones among them. What is expected of each is the demo's own business; here all of it must be met.
 */
final class DemoIT {
    private static final int NOTICES = 160;

    @Test
    void shouldMeetEveryExpectationAndBalanceWhenTheDemoRuns(@TempDir Path folder) throws Exception {
        StringWriter screen = new StringWriter();
        DemoResult result;
        try (Demo demo = new Demo(folder.resolve("data"), new PrintWriter(screen), false)) {
            result = demo.run(new Demo.Plan(NOTICES, 20, 7));
        }
        JsonNode summary = result.json();
        assertThat(summary.path("expectations"))
                .as(screen.toString())
                .hasSizeGreaterThan(40)
                .allSatisfy(expectation -> assertThat(expectation.path("met").asBoolean())
                        .as(expectation.toString())
                        .isTrue());
        assertThat(summary.path("balanceExact").asBoolean()).isTrue();
        assertThat(summary.path("balance").path("accepted").asLong()).isGreaterThan(NOTICES / 2);
        assertThat(result.good()).isTrue();
    }
}
