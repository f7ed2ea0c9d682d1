package org.harborlight.bench.rig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.harborlight.bench.load.LoadMain;
import org.harborlight.bench.load.LoadPlan;

/**
 * One run of the load process, and what every process spent while it counted.
 *
 * @param answers as the load process counted them
 * @param received as the desks counted it; empty object where nobody asked
 * @param cpuSeconds by process
 * @param before memory at the start of counting
 * @param after memory at its end
 */
public record LoadRun(JsonNode answers, JsonNode received, Map<String, Double> cpuSeconds, Usage before, Usage after) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> OPTIONS = List.of("-Xmx512m", "-XX:+UseSerialGC");

    /** Runs the plan to its end. */
    public static LoadRun of(LoadPlan plan, Function<ProcessHandle, Usage> usage, Supplier<String> received)
            throws IOException, InterruptedException {
        try (ChildProcess load = new ChildProcess(LoadMain.class, OPTIONS, plan.arguments())) {
            expect(load.line(), "counting");
            Usage before = usage.apply(load.handle());
            var _ = received.get(); // what came before counts for nothing
            String result = load.line();
            Usage after = usage.apply(load.handle());
            JsonNode atDesks = JSON.readTree(received.get());
            ObjectNode answers = (ObjectNode) JSON.readTree(result);
            answers.put("unanswered", Integer.parseInt(load.line()));
            return new LoadRun(answers, atDesks, after.cpuSecondsSince(before), before, after);
        }
    }

    private static void expect(String line, String expected) {
        if (!line.equals(expected)) {
            throw new IllegalStateException("the load process said: " + line);
        }
    }

    /** Requests that were accepted, of every kind that counts as such. */
    public int accepted() {
        return answers.path("byStatus").path("202").asInt()
                + answers.path("byStatus").path("200").asInt();
    }
}
