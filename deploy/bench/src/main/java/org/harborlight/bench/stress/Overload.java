package org.harborlight.bench.stress;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.harborlight.bench.load.Connections;
import org.harborlight.bench.rig.Rig;
import org.harborlight.bench.rig.RigSubmitters;
import org.harborlight.bench.rig.Running;
import org.harborlight.bench.rig.Settling;
import org.harborlight.bench.rig.Usage;

/**
 * Finds what the gateway accepts at its peak, asks for a part of it, for several times as much, and for the same part
 * again. One submitter is greedy: all that is too much comes from it, and all of it is standard. Three are modest, ask
 * for a tenth of the peak each throughout, and some of theirs is urgent. Used by one thread.
 */
public final class Overload {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Of the peak. */
    private static final double CALM = 0.6;

    private static final double MODEST = 0.1;
    private static final double URGENT = 0.1;
    /** Notices a second of a warm-up of the whole chain. */
    private static final double WARM_UP = 200;

    private static final int IN_FLIGHT = 24;
    private static final int IN_FLIGHT_MODEST = 8;

    private final Rig rig;
    private final Running services;
    private final Consumer<String> progress;

    /**
     * What is asked of the exchange.
     *
     * @param times of the peak
     * @param seconds of each stretch
     * @param connections of the greedy one, a quarter of it for each modest one
     * @param ceiling notices a second to make bodies for
     */
    public record Plan(double times, int warmUp, int seconds, Connections connections, int ceiling, long seed) {}

    public Overload(Rig rig, Running services, Consumer<String> progress) {
        this.rig = rig;
        this.services = services;
        this.progress = progress;
    }

    /** Everything that was measured. */
    public ObjectNode run(Plan plan) throws IOException, InterruptedException {
        List<Crowd.Member> members = members(plan);
        ObjectNode json = JSON.createObjectNode();
        json.put("seed", plan.seed()).put("times", plan.times()).put("seconds", plan.seconds());
        try (Crowd crowd = new Crowd(services.gateways(), members)) {
            warmUp(crowd, plan, json);
            ObjectNode peak = stretch("peak", crowd, plan, () -> keep(crowd, plan.seconds()));
            double perSecond = Crowd.accepted(peak) / (double) plan.seconds();
            json.put("peakPerSecond", perSecond);
            json.set("peak", peak);
            settle(json.putObject("afterPeak"));
            json.set("calm", stretch("calm", crowd, plan, () -> ask(crowd, plan, perSecond, CALM)));
            json.set("flood", stretch("flood", crowd, plan, () -> ask(crowd, plan, perSecond, plan.times())));
            json.set("back", stretch("back", crowd, plan, () -> ask(crowd, plan, perSecond, CALM)));
            settle(json.putObject("balance"));
        }
        for (Crowd.Member member : members) {
            Files.delete(member.bodies());
        }
        return OverloadFigures.into(json);
    }

    private List<Crowd.Member> members(Plan plan) throws IOException {
        double warmUp = services.books().isEmpty() ? plan.ceiling() : WARM_UP;
        int notices = (int) (warmUp * plan.warmUp()) + plan.ceiling() * 4 * plan.seconds();
        progress.accept("making " + notices + " notices");
        List<Crowd.Member> members = new ArrayList<>();
        members.add(member(RigSubmitters.GREEDY, (int) (notices * 0.55), 0, plan.connections(), plan.seed()));
        for (String modest : RigSubmitters.MODEST) {
            members.add(member(
                    modest,
                    (int) (notices * 0.15),
                    URGENT,
                    plan.connections().dividedBy(4),
                    plan.seed() + members.size()));
        }
        return members;
    }

    private Crowd.Member member(String id, int notices, double urgent, Connections connections, long seed)
            throws IOException {
        Path bodies = rig.submitters().bodies(id, notices, 1, urgent, seed);
        return new Crowd.Member(id, rig.submitters().tls(id), bodies, connections);
    }

    /** As fast as answers come, a warm-up would leave a chain that is still cold with more than it works off in minutes. */
    private void warmUp(Crowd crowd, Plan plan, ObjectNode json) throws InterruptedException {
        progress.accept("warming up for " + plan.warmUp() + " s");
        if (services.books().isEmpty()) {
            keep(crowd, plan.warmUp());
            return;
        }
        double modest = MODEST * WARM_UP;
        crowd.pace(plan.warmUp(), WARM_UP - 3 * modest, modest, modest, modest);
        settle(json.putObject("afterWarmUp"));
    }

    private static JsonNode keep(Crowd crowd, int seconds) {
        return crowd.keep(seconds, IN_FLIGHT, IN_FLIGHT_MODEST, IN_FLIGHT_MODEST, IN_FLIGHT_MODEST);
    }

    /** @param part of the peak that all of them together ask for */
    private static JsonNode ask(Crowd crowd, Plan plan, double peak, double part) {
        double modest = MODEST * peak;
        return crowd.pace(plan.seconds(), part * peak - 3 * modest, modest, modest, modest);
    }

    /** What came of it, what the desks received meanwhile, and how much of the machine each process took. */
    private ObjectNode stretch(String name, Crowd crowd, Plan plan, Supplier<JsonNode> work) throws IOException {
        progress.accept(name + " for " + plan.seconds() + " s");
        Usage before = rig.usageWith("load", crowd.handle());
        var _ = rig.desks().received(); // what came before counts for nothing
        ObjectNode json = (ObjectNode) work.get();
        json.set("delivered", JSON.readTree(rig.desks().received()));
        Map<String, Double> spent = rig.usageWith("load", crowd.handle()).cpuSecondsSince(before);
        ObjectNode cores = json.putObject("cores");
        spent.forEach((process, seconds) -> cores.put(process, seconds / plan.seconds()));
        return json;
    }

    private void settle(ObjectNode into) throws InterruptedException {
        if (services.books().isPresent()) {
            into.setAll(Settling.of(services.books().get(), progress));
        }
    }
}
