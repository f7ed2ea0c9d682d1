package org.harborlight.bench.stress;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** An isolation as text, with what is aimed at beside what was measured. */
public final class IsolationText {
    private static final double AIM = 1.1;

    private IsolationText() {}

    /** All of it. */
    public static String of(JsonNode run) {
        StringBuilder text = new StringBuilder(line(
                "%nat %.0f notices/s, %.0f s a stretch; acceptance to delivery at the partners other than %s%n",
                run.path("perSecond").asDouble(),
                run.path("seconds").asDouble(),
                run.path("ill").asText()));
        JsonNode all = IsolationFigures.everyRound(run);
        for (String lane : IsolationFigures.LANES) {
            text.append(line("  while it is well, %s p99: %s ms%n", lane, rounds(all, "well", lane)));
        }
        for (Map.Entry<String, JsonNode> manner : run.path("manners").properties()) {
            text.append(line("%n  it is %s%n", manner.getKey().toLowerCase(Locale.ROOT)));
            for (String lane : IsolationFigures.LANES) {
                JsonNode figures = run.path("figures").path(manner.getKey()).path(lane);
                text.append(line(
                        "    %-8s p99 %.0f ms (%s) instead of %.0f: %.2f   (aim: at most %.2f)%n",
                        lane,
                        figures.path("illP99Ms").asDouble(),
                        rounds(manner.getValue(), "ill", lane),
                        figures.path("wellP99Ms").asDouble(),
                        figures.path("ratio").asDouble(),
                        AIM));
            }
            text.append(line("    books settled after %s s%n", settled(manner.getValue())));
        }
        return text.append(line("%n  the books %s%n", booksBalance(run) ? "balance" : "DO NOT BALANCE"))
                .toString();
    }

    private static String rounds(JsonNode rounds, String stretch, String lane) {
        return Arrays.stream(IsolationFigures.p99s(rounds, stretch, lane))
                .mapToObj(p99 -> line("%.0f", p99))
                .collect(Collectors.joining(", "));
    }

    private static String settled(JsonNode rounds) {
        return StreamSupport.stream(rounds.spliterator(), false)
                .map(round -> line(
                        "%.0f",
                        round.path("balance").path("settledAfterSeconds").asDouble()))
                .collect(Collectors.joining(", "));
    }

    /** Whether they did after each round. */
    public static boolean booksBalance(JsonNode run) {
        return run.path("manners")
                .propertyStream()
                .flatMap(manner -> StreamSupport.stream(manner.getValue().spliterator(), false))
                .allMatch(round -> round.path("balance").path("exact").asBoolean());
    }

    @SuppressWarnings("AnnotateFormatMethod") // every format is a literal above
    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
