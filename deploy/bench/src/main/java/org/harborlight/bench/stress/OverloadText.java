package org.harborlight.bench.stress;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;

/** An overload as text, with what is aimed at beside what was measured. */
public final class OverloadText {
    private static final double GOODPUT = 0.9;
    private static final int URGENT_MS = 500;

    private OverloadText() {}

    /** All of it. */
    public static String of(JsonNode run) {
        JsonNode figures = run.path("figures");
        StringBuilder text = new StringBuilder(line(
                "%npeak: %.0f notices/s accepted; asked for %.1f times as much%n",
                run.path("peakPerSecond").asDouble(),
                figures.path("askedOfPeak").asDouble()));
        for (String stretch : new String[] {"peak", "calm", "flood", "back"}) {
            text.append(stretch(stretch, run.path(stretch), run.path("seconds").asDouble()));
        }
        text.append(line(
                "%n  goodput in the flood            %.0f %% of the peak      (aim: %.0f %%)%n",
                100 * figures.path("goodput").asDouble(), 100 * GOODPUT));
        text.append(line(
                "  urgent p99 at the desk          %d ms; before %d, after %d   (aim: %d ms)%n",
                figures.path("floodUrgentP99Ms").asLong(),
                figures.path("calmUrgentP99Ms").asLong(),
                figures.path("backUrgentP99Ms").asLong(),
                URGENT_MS));
        text.append(line(
                "  accepted of what they ask       modest at least %.0f %%, greedy %.0f %%%n",
                100 * figures.path("leastModestShare").asDouble(),
                100 * figures.path("greedyShare").asDouble()));
        text.append(line(
                "  refusals after the flood        for %d s%n",
                figures.path("refusedForSecondsAfter").asInt()));
        JsonNode balance = run.path("balance");
        if (balance.has("exact")) {
            text.append(line(
                    "  the books %s, settled %.1f s after the last notice%n",
                    balance.path("exact").asBoolean() ? "balance" : "DO NOT BALANCE",
                    balance.path("settledAfterSeconds").asDouble()));
        }
        return text.toString();
    }

    private static String stretch(String name, JsonNode stretch, double seconds) {
        StringBuilder text = new StringBuilder(line("%n  %s%n", name));
        for (Map.Entry<String, JsonNode> submitter : stretch.path("submitters").properties()) {
            JsonNode one = submitter.getValue();
            text.append(line(
                    "    %-13s asked %6.0f/s, accepted %6.0f/s, p50 %.0f p99 %.0f ms; by status %s, failed %d, held back %d, unanswered %d%n",
                    submitter.getKey(),
                    one.path("asked").asInt() / seconds,
                    one.path("accepted").asInt() / seconds,
                    one.path("p50Ms").asDouble(),
                    one.path("p99Ms").asDouble(),
                    one.path("byStatus"),
                    one.path("failed").asInt(),
                    one.path("heldBack").asInt(),
                    one.path("unanswered").asInt()));
        }
        for (String lane : new String[] {"urgent", "standard"}) {
            JsonNode delivered = stretch.path("delivered").path(lane);
            text.append(line(
                    "    at the desks, %-8s p50 %d p99 %d ms after acceptance; %d deliveries%n",
                    lane,
                    delivered.path("p50Ms").asLong(),
                    delivered.path("p99Ms").asLong(),
                    delivered.path("count").asLong()));
        }
        text.append("    cores:");
        for (Map.Entry<String, JsonNode> process : stretch.path("cores").properties()) {
            text.append(line("  %s %.2f", process.getKey(), process.getValue().asDouble()));
        }
        return text.append(System.lineSeparator()).toString();
    }

    /** Whether they do; true without a processor, where there are none. */
    public static boolean booksBalance(JsonNode run) {
        JsonNode balance = run.path("balance");
        return !balance.has("exact") || balance.path("exact").asBoolean();
    }

    @SuppressWarnings("AnnotateFormatMethod") // every format is a literal above
    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
