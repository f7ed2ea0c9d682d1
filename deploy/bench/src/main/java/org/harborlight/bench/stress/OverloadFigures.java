package org.harborlight.bench.stress;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.harborlight.bench.rig.RigSubmitters;

/** What an overload comes to. */
final class OverloadFigures {
    private OverloadFigures() {}

    /** Adds the figures that the rest is measured for. */
    static ObjectNode into(ObjectNode run) {
        JsonNode flood = run.path("flood");
        double floodPerSecond = Crowd.accepted(flood) / run.path("seconds").asDouble();
        ObjectNode figures = run.putObject("figures");
        figures.put("goodput", floodPerSecond / run.path("peakPerSecond").asDouble());
        figures.put(
                "askedOfPeak",
                Crowd.sum(flood, "asked")
                        / run.path("seconds").asDouble()
                        / run.path("peakPerSecond").asDouble());
        figures.put("greedyShare", share(flood, RigSubmitters.GREEDY));
        figures.put(
                "leastModestShare",
                RigSubmitters.MODEST.stream()
                        .mapToDouble(modest -> share(flood, modest))
                        .min()
                        .orElse(0));
        for (String stretch : new String[] {"calm", "flood", "back"}) {
            figures.put(
                    stretch + "UrgentP99Ms",
                    run.path(stretch)
                            .path("delivered")
                            .path("urgent")
                            .path("p99Ms")
                            .asLong());
        }
        figures.put("refusedForSecondsAfter", refusedFor(run.path("back")));
        return run;
    }

    /** What a submitter got accepted of what it asked, as far as it had an answer by the end. */
    static double share(JsonNode stretch, String submitter) {
        JsonNode one = stretch.path("submitters").path(submitter);
        int asked = one.path("asked").asInt() - one.path("unanswered").asInt();
        return asked == 0 ? 0 : one.path("accepted").asInt() / (double) asked;
    }

    /** Seconds until, and with, the last one in which something was not accepted. */
    private static int refusedFor(JsonNode stretch) {
        int last = 0;
        for (JsonNode submitter : stretch.path("submitters")) {
            for (Map.Entry<String, JsonNode> second : submitter.path("bySecond").properties()) {
                if (second.getValue().path(1).asInt() > 0) {
                    last = Math.max(last, Integer.parseInt(second.getKey()) + 1);
                }
            }
        }
        return last;
    }
}
