package org.harborlight.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** How runs compare with what the machine can do by itself: each gets its {@code ratios}. Nothing without limits. */
final class Ratios {
    /** Its processes; the broker is among them, submitters and desks are not. */
    private static final List<String> EXCHANGE = List.of("broker", "gateway", "processor", "connector", "exchange");

    private Ratios() {}

    /** Adds them to a result that has {@code limits} and {@code runs}. */
    static void into(ObjectNode result) {
        JsonNode limits = result.path("limits");
        if (limits.isMissingNode()) {
            return;
        }
        for (JsonNode run : result.path("runs")) {
            ObjectNode ratios = ((ObjectNode) run).putObject("ratios");
            double gateway = run.path("cpuSecondsPer10k").path("gateway").asDouble();
            if (gateway > 0) {
                compare(ratios.putObject("gateway"), gateway, verify(limits) + produce(limits) + post(limits));
            }
            sealing(run, reseal(limits), ratios);
        }
    }

    /** Adds them to a result that has {@code limits} and {@code steps}. */
    static void intoSteps(ObjectNode result) {
        JsonNode limits = result.path("limits");
        if (limits.isMissingNode()) {
            return;
        }
        step(result, "processor", verify(limits) + produce(limits));
        step(result, "connector", verify(limits) + reseal(limits) + postAsClient(limits));
    }

    private static void step(ObjectNode result, String name, double limit) {
        ObjectNode step = (ObjectNode) result.path("steps").path(name);
        compare(
                step.putObject("ratios"),
                step.path("cpuSecondsPer10k").path(name).asDouble(),
                limit);
    }

    private static void compare(ObjectNode into, double cpuSeconds, double limit) {
        into.put("cpuSecondsPer10k", cpuSeconds)
                .put("limitCpuSecondsPer10k", limit)
                .put("times", cpuSeconds / limit);
    }

    /** What sealing the keys again takes where notices were delivered: each delivery of the load is of one notice. */
    private static void sealing(JsonNode run, double per10k, ObjectNode ratios) {
        double deliveries = 0;
        for (JsonNode lane : run.path("delivered")) {
            deliveries += lane.path("count").asLong();
        }
        if (deliveries == 0) {
            return;
        }
        double exchange = 0;
        for (String process : EXCHANGE) {
            exchange += run.path("cpuSecondsPer10k").path(process).asDouble();
        }
        double sealing = per10k * deliveries / run.path("accepted").asDouble();
        ratios.putObject("sealing")
                .put("cpuSecondsPer10k", sealing)
                .put("exchangeCpuSecondsPer10k", exchange)
                .put("part", sealing / exchange);
    }

    private static double verify(JsonNode limits) {
        return limits.path("verifyEd25519").path("cpuSecondsPer10k").asDouble();
    }

    private static double reseal(JsonNode limits) {
        return limits.path("resealKeys").path("cpuSecondsPer10k").asDouble();
    }

    private static double produce(JsonNode limits) {
        return limits.path("produce").path("cpuSecondsPer10kClientAndBroker").asDouble();
    }

    private static double post(JsonNode limits) {
        return limits.path("post").path("cpuSecondsPer10k").asDouble();
    }

    private static double postAsClient(JsonNode limits) {
        return limits.path("post").path("loadCpuSecondsPer10k").asDouble();
    }
}
