package org.harborlight.bench.stress;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * What an isolation comes to: for each manner and lane the median of its rounds, and that of all rounds in which the partner was
 * well: one stretch differs from the next by more than what is looked for.
 */
final class IsolationFigures {
    static final List<String> LANES = List.of("urgent", "standard");

    private IsolationFigures() {}

    /** Adds the figures that the rest is measured for. */
    static ObjectNode into(ObjectNode run) {
        ObjectNode figures = run.putObject("figures");
        JsonNode all = everyRound(run);
        for (Map.Entry<String, JsonNode> manner : run.path("manners").properties()) {
            for (String lane : LANES) {
                ObjectNode one = figures.withObject("/" + manner.getKey()).putObject(lane);
                double well = median(p99s(all, "well", lane));
                double ill = median(p99s(manner.getValue(), "ill", lane));
                one.put("wellP99Ms", well).put("illP99Ms", ill).put("ratio", ill / well);
            }
        }
        return run;
    }

    static JsonNode everyRound(JsonNode run) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        run.path("manners").forEach(rounds -> rounds.forEach(all::add));
        return all;
    }

    /** Of the others, a round each, ascending. */
    static double[] p99s(JsonNode rounds, String stretch, String lane) {
        return StreamSupport.stream(rounds.spliterator(), false)
                .mapToDouble(round -> round.path(stretch)
                        .path("delivered")
                        .path(lane)
                        .path("p99Ms")
                        .asDouble())
                .sorted()
                .toArray();
    }

    private static double median(double[] ascending) {
        int middle = ascending.length / 2;
        return ascending.length % 2 == 1 ? ascending[middle] : (ascending[middle - 1] + ascending[middle]) / 2;
    }
}
