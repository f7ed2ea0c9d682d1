package org.harborlight.bench.stress;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.harborlight.bench.load.Connections;
import org.harborlight.bench.rig.Rig;
import org.harborlight.bench.rig.RigSubmitters;
import org.harborlight.bench.rig.Running;
import org.harborlight.bench.rig.Settling;

/**
 * Loads the whole chain at a part of what it can carry for a long time, lets faults happen to the services, and looks at
 * every process at intervals. What was refused or got no answer is sent again, so at the end each notice must have been
 * accepted and be in the books once. Used by one thread.
 */
public final class Soak {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double PART = 0.6;
    private static final double URGENT = 0.1;
    private static final int PROBE_SECONDS = 20;
    private static final int PROBE_CEILING = 3_000;
    private static final int PROBE_IN_FLIGHT = 32;
    private static final int DRAIN_SECONDS = 120;

    private final Rig rig;
    private final Running services;
    private final URI books;
    private final Consumer<String> progress;
    private final Consumer<String> report;

    /**
     * What happens.
     *
     * @param perSecond notices; 0 is a part of what the chain carries, which is measured first
     * @param every seconds between looks
     * @param faultChance that a service suffers between two looks
     * @param youngest seconds of life before which a process counts for no growth
     */
    public record Plan(
            double perSecond,
            int minutes,
            int warmUp,
            int every,
            double faultChance,
            int youngest,
            Connections connections,
            long seed) {}

    /** @param report takes a line or more after each look */
    public Soak(Rig rig, Running services, Consumer<String> progress, Consumer<String> report) {
        this.rig = rig;
        this.services = services;
        this.books = services.books().orElseThrow();
        this.progress = progress;
        this.report = report;
    }

    /** Everything that was seen. */
    public ObjectNode run(Plan plan) throws IOException, InterruptedException {
        ObjectNode json = JSON.createObjectNode();
        json.put("seed", plan.seed()).put("minutes", plan.minutes()).put("youngest", plan.youngest());
        double rate = plan.perSecond() > 0 ? plan.perSecond() : PART * carried(plan, json);
        json.put("perSecond", rate);
        int seconds = plan.minutes() * 60;
        Path bodies = bodies((int) (rate * (seconds + plan.warmUp()) * 1.05) + 1_000, plan.seed());
        List<Vitals> all = new ArrayList<>();
        int earlier = firstVerdicts(Settling.of(books, progress));
        try (Crowd crowd = crowd(plan, bodies);
                VitalsTaker vitals = new VitalsTaker(rig, crowd.handle())) {
            progress.accept("warming up for " + plan.warmUp() + " s at " + Math.round(rate) + "/s");
            crowd.pace(plan.warmUp(), rate);
            var _ = rig.desks().received(); // what came before counts for nothing
            FaultPlan faults =
                    new FaultPlan(plan.seed(), List.copyOf(rig.services().keySet()), plan.faultChance());
            FaultMaker maker = new FaultMaker(rig.services());
            for (int at = plan.every(); at <= seconds; at += plan.every()) {
                crowd.beginPace(plan.every(), rate);
                ObjectNode look = json.withArray("looks").addObject().put("at", at);
                suffer(faults.next(), maker, look);
                JsonNode sent = crowd.end();
                look.set("sent", sent.path("submitters").path(RigSubmitters.PLAIN));
                look.set("delivered", JSON.readTree(rig.desks().received()));
                List<Vitals> now = vitals.take();
                all.addAll(now);
                ObjectNode processes = look.putObject("processes");
                now.forEach(one -> processes.set(
                        one.process(),
                        JSON.<ObjectNode>valueToTree(one.figures()).put("pid", one.pid())));
                report.accept(SoakText.look(look));
            }
            json.set("end", end(crowd, earlier));
        }
        Files.delete(bodies);
        json.set("growthPerHour", JSON.valueToTree(Growth.of(all, plan.youngest())));
        return json;
    }

    /** Notices a second from the first to the moment at which the books settle, with as many waiting as will. */
    private double carried(Plan plan, ObjectNode json) throws IOException, InterruptedException {
        Path bodies = bodies(PROBE_CEILING * PROBE_SECONDS, plan.seed() + 1);
        try (Crowd crowd = crowd(plan, bodies)) {
            progress.accept("warming up for " + plan.warmUp() + " s, to find what the chain carries");
            crowd.keep(plan.warmUp(), 4);
            Settling.of(books, progress);
            progress.accept("finding what the chain carries");
            long begin = System.nanoTime();
            int accepted = Crowd.accepted(crowd.keep(PROBE_SECONDS, PROBE_IN_FLIGHT));
            Settling.of(books, progress);
            double carried = accepted / ((System.nanoTime() - begin) / 1_000_000_000.0);
            json.put("carriedPerSecond", carried);
            return carried;
        } finally {
            Files.delete(bodies);
        }
    }

    private void suffer(Optional<FaultPlan.Fault> fault, FaultMaker maker, ObjectNode look)
            throws IOException, InterruptedException {
        if (fault.isPresent()) {
            double seconds = maker.make(fault.get());
            look.put("fault", SoakText.words(fault.get())).put("readyAfterSeconds", seconds);
        }
    }

    /** Every notice that was sent has been accepted, and is in the books once. */
    private ObjectNode end(Crowd crowd, int earlier) throws InterruptedException {
        progress.accept("sending again what was not accepted");
        JsonNode drained = crowd.drain(DRAIN_SECONDS).path("submitters").path(RigSubmitters.PLAIN);
        ObjectNode json = Settling.of(books, progress);
        json.put("notices", drained.path("different").asInt());
        json.put("notAccepted", drained.path("left").asInt());
        json.put("roundsOfBodies", drained.path("rounds").asInt());
        json.put("firstVerdicts", firstVerdicts(json) - earlier);
        return json;
    }

    /** Verdicts but those on repeats. */
    private static int firstVerdicts(JsonNode settled) {
        JsonNode processed = settled.path("processed");
        return processed.path("total").asInt() - processed.path("replayed").asInt();
    }

    private Path bodies(int notices, long seed) throws IOException {
        progress.accept("making " + notices + " notices");
        return rig.submitters().bodies(RigSubmitters.PLAIN, notices, 1, URGENT, seed);
    }

    private Crowd crowd(Plan plan, Path bodies) {
        return new Crowd(
                services.gateways(),
                List.of(new Crowd.Member(
                        RigSubmitters.PLAIN, rig.submitters().tls(RigSubmitters.PLAIN), bodies, plan.connections())));
    }
}
