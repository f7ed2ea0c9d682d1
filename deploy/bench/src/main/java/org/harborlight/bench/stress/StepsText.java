package org.harborlight.bench.stress;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;

/** Steps as text. */
public final class StepsText {
    private static final Map<String, String> ITEMS = Map.of("processor", "notices", "connector", "deliveries");
    private static final Map<String, String> LIMITS =
            Map.of("processor", "verify + produce", "connector", "verify + seal again + POST as its client");

    private StepsText() {}

    /** All of it. */
    public static String of(JsonNode run) {
        StringBuilder text = new StringBuilder();
        for (String step : Steps.NAMES) {
            JsonNode figures = run.path("steps").path(step);
            text.append(line(
                    "%nthe %s alone: %.0f %s/s (%d in %.0f s)%n  CPU seconds per 10,000:",
                    step,
                    figures.path("perSecond").asDouble(),
                    ITEMS.getOrDefault(step, "items"),
                    figures.path("items").asLong(),
                    figures.path("seconds").asDouble()));
            for (Map.Entry<String, JsonNode> process :
                    figures.path("cpuSecondsPer10k").properties()) {
                text.append(
                        line("  %s %.2f", process.getKey(), process.getValue().asDouble()));
            }
            JsonNode ratios = figures.path("ratios");
            if (!ratios.isMissingNode()) {
                text.append(line(
                        "%n  %.1f times %s", ratios.path("times").asDouble(), LIMITS.getOrDefault(step, "the limit")));
            }
            text.append(System.lineSeparator());
        }
        return text.append(line("%n  the books %s%n", booksBalance(run) ? "balance" : "DO NOT BALANCE"))
                .toString();
    }

    /** Whether they do once all steps are through. */
    public static boolean booksBalance(JsonNode run) {
        return run.path("balance").path("exact").asBoolean();
    }

    @SuppressWarnings("AnnotateFormatMethod") // every format is a literal above
    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
