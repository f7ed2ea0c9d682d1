package org.harborlight.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;

/** Figures as text. */
final class BenchText {
    private BenchText() {}

    /** One run, before its books have settled. */
    static String of(JsonNode run) {
        StringBuilder text = new StringBuilder(line(
                "%nrate %.0f/s, batch %d: %.0f notices/s accepted%n",
                run.path("rate").asDouble(),
                run.path("batch").asInt(),
                run.path("noticesPerSecond").asDouble()));
        JsonNode answers = run.path("acknowledgement");
        text.append(line(
                "  acknowledgement      p50 %.1f  p99 %.1f  max %.1f ms; by status %s, failed %d, unanswered %d%n",
                answers.path("p50Ms").asDouble(),
                answers.path("p99Ms").asDouble(),
                answers.path("maxMs").asDouble(),
                answers.path("byStatus"),
                answers.path("failed").asInt(),
                answers.path("unanswered").asInt()));
        for (Map.Entry<String, JsonNode> failure : answers.path("failures").properties()) {
            text.append(line(
                    "    %s: %d times%n", failure.getKey(), failure.getValue().asInt()));
        }
        for (String lane : new String[] {"urgent", "standard"}) {
            JsonNode delivered = run.path("delivered").path(lane);
            if (delivered.path("count").asLong() > 0) {
                text.append(line(
                        "  at the desk, %-8s p50 %d  p99 %d  max %d ms after acceptance; %d deliveries%n",
                        lane,
                        delivered.path("p50Ms").asLong(),
                        delivered.path("p99Ms").asLong(),
                        delivered.path("maxMs").asLong(),
                        delivered.path("count").asLong()));
            }
        }
        text.append("  CPU seconds per 10,000 notices:");
        double total = 0;
        for (Map.Entry<String, JsonNode> process : run.path("cpuSecondsPer10k").properties()) {
            text.append(line("  %s %.2f", process.getKey(), process.getValue().asDouble()));
            total += process.getValue().asDouble();
        }
        text.append(line("  all %.2f%n  resident MiB, start to end:", total));
        for (Map.Entry<String, JsonNode> process : run.path("residentMiB").properties()) {
            text.append(line(
                    "  %s %d to %d",
                    process.getKey(),
                    process.getValue().path("start").asLong(),
                    process.getValue().path("end").asLong()));
        }
        return text.append(System.lineSeparator()).toString();
    }

    /** What the books said once they had settled; empty without a processor. */
    static String balance(JsonNode run) {
        JsonNode balance = run.path("balance");
        if (balance.isMissingNode()) {
            return "";
        }
        return line(
                "  the books %s, settled %.1f s after the last notice%n",
                balance.path("exact").asBoolean() ? "balance" : "DO NOT BALANCE",
                balance.path("settledAfterSeconds").asDouble());
    }

    /** Where services complained; empty where none did. */
    static String errors(JsonNode result) {
        JsonNode errors = result.path("logErrors");
        return errors.isEmpty() ? "" : line("%nlines of level ERROR in the services' logs: %s%n", errors);
    }

    /** The machine's limits and how the runs compare with them; empty where neither was measured. */
    static String ratios(JsonNode result) {
        JsonNode limits = result.path("limits");
        if (limits.isMissingNode()) {
            return "";
        }
        StringBuilder text = new StringBuilder(limits(limits));
        for (JsonNode run : result.path("runs")) {
            double rate = run.path("noticesPerSecond").asDouble();
            JsonNode ratios = run.path("ratios");
            JsonNode sealing = ratios.path("sealing");
            if (!sealing.isMissingNode()) {
                text.append(line(
                        "  at %.0f/s sealing keys again takes %.2f of the %.2f s per 10,000 of the exchange: %.0f %%%n",
                        rate,
                        sealing.path("cpuSecondsPer10k").asDouble(),
                        sealing.path("exchangeCpuSecondsPer10k").asDouble(),
                        100 * sealing.path("part").asDouble()));
            }
            JsonNode gateway = ratios.path("gateway");
            if (!gateway.isMissingNode()) {
                text.append(line(
                        "  at %.0f/s the gateway takes %.2f s per 10,000: %.2f times verify + produce + POST%n",
                        rate,
                        gateway.path("cpuSecondsPer10k").asDouble(),
                        gateway.path("times").asDouble()));
            }
        }
        return text.toString();
    }

    /** What the machine does by itself. */
    static String limits(JsonNode limits) {
        JsonNode verify = limits.path("verifyEd25519");
        JsonNode reseal = limits.path("resealKeys");
        JsonNode produce = limits.path("produce");
        JsonNode post = limits.path("post");
        return line(
                "%nthe machine by itself%n  verify Ed25519, 1 KiB, one core   %.0f/s, %.2f s per 10,000%n"
                        + "  seal three keys again, one core    %.0f/s, %.2f s per 10,000%n"
                        + "  produce 1 KiB, acks=all            %.0f/s, %.2f s per 10,000 with the broker%n"
                        + "  POST 1 KiB over mutual TLS         %.0f/s, %.2f s per 10,000 (load: %.2f)%n%n",
                verify.path("perSecond").asDouble(),
                verify.path("cpuSecondsPer10k").asDouble(),
                reseal.path("perSecond").asDouble(),
                reseal.path("cpuSecondsPer10k").asDouble(),
                produce.path("perSecond").asDouble(),
                produce.path("cpuSecondsPer10kClientAndBroker").asDouble(),
                post.path("perSecond").asDouble(),
                post.path("cpuSecondsPer10k").asDouble(),
                post.path("loadCpuSecondsPer10k").asDouble());
    }

    @SuppressWarnings("AnnotateFormatMethod") // every format is a literal above
    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
