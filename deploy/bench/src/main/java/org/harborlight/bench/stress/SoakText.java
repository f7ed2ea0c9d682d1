package org.harborlight.bench.stress;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;

/** A soak as text. */
public final class SoakText {
    private SoakText() {}

    /** One look. */
    static String look(JsonNode look) {
        JsonNode sent = look.path("sent");
        JsonNode delivered = look.path("delivered");
        StringBuilder text = new StringBuilder(line(
                "%n%4d s  accepted %d of %d, by status %s, failed %d, p99 %.0f ms; at the desks urgent p99 %d ms, standard p99 %d ms",
                look.path("at").asInt(),
                sent.path("accepted").asInt(),
                sent.path("asked").asInt(),
                sent.path("byStatus"),
                sent.path("failed").asInt(),
                sent.path("p99Ms").asDouble(),
                delivered.path("urgent").path("p99Ms").asLong(),
                delivered.path("standard").path("p99Ms").asLong()));
        if (look.has("fault")) {
            text.append(line(
                    "%n        %s, ready after %.1f s",
                    look.path("fault").asText(), look.path("readyAfterSeconds").asDouble()));
        }
        for (Map.Entry<String, JsonNode> process : look.path("processes").properties()) {
            text.append(line("%n        %-10s", process.getKey()));
            for (Map.Entry<String, JsonNode> figure : process.getValue().properties()) {
                text.append(line("  %s %.0f", figure.getKey(), figure.getValue().asDouble()));
            }
        }
        return text.toString();
    }

    static String words(FaultPlan.Fault fault) {
        return switch (fault) {
            case FaultPlan.Fault.Kill(String target) -> target + " killed";
            case FaultPlan.Fault.Pause(String target, int seconds) -> target + " paused for " + seconds + " s";
        };
    }

    /** What came of all of it. */
    public static String end(JsonNode result) {
        JsonNode end = result.path("end");
        StringBuilder text = new StringBuilder(line(
                "%n%nseed %d, %.0f notices/s%s for %d minutes%n%n  growth an hour within a life, after its first %d s%n",
                result.path("seed").asLong(),
                result.path("perSecond").asDouble(),
                result.has("carriedPerSecond")
                        ? line(
                                " of %.0f that the chain carries",
                                result.path("carriedPerSecond").asDouble())
                        : "",
                result.path("minutes").asInt(),
                result.path("youngest").asInt()));
        for (Map.Entry<String, JsonNode> process : result.path("growthPerHour").properties()) {
            for (Map.Entry<String, JsonNode> figure : process.getValue().properties()) {
                JsonNode growth = figure.getValue();
                text.append(line(
                        "  %-10s %-12s %+10.1f  from %.1f to %.1f in %d looks%n",
                        process.getKey(),
                        figure.getKey(),
                        growth.path("perHour").asDouble(),
                        growth.path("first").asDouble(),
                        growth.path("last").asDouble(),
                        growth.path("samples").asInt()));
            }
        }
        return text.append(line(
                        "%n  notices %d, not accepted at the end %d, first verdicts %d; deliveries %s%n  the books %s, settled %.1f s after the last notice%n",
                        end.path("notices").asInt(),
                        end.path("notAccepted").asInt(),
                        end.path("firstVerdicts").asInt(),
                        end.path("deliveries"),
                        end.path("exact").asBoolean() ? "balance" : "DO NOT BALANCE",
                        end.path("settledAfterSeconds").asDouble()))
                .toString();
    }

    /** Whether each notice was accepted and is in the books once. */
    public static boolean nothingLost(JsonNode result) {
        JsonNode end = result.path("end");
        return end.path("exact").asBoolean()
                && end.path("notAccepted").asInt(-1) == 0
                && end.path("notices").asInt() == end.path("firstVerdicts").asInt();
    }

    @SuppressWarnings("AnnotateFormatMethod") // every format is a literal above
    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
