package org.harborlight.bench.stress;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.harborlight.bench.desk.Manner;
import org.harborlight.bench.load.Connections;
import org.harborlight.bench.rig.Rig;
import org.harborlight.bench.rig.RigDesks;
import org.harborlight.bench.rig.RigSubmitters;
import org.harborlight.bench.rig.Running;
import org.harborlight.bench.rig.Settling;

/**
 * Loads the chain evenly while one desk is ill, and while it is well; what that desk receives is not counted. Between two
 * rounds the books settle, so that what the desk gets late is in no stretch. Used by one thread.
 */
public final class Isolation {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ILL = RigDesks.POLICE_DE;
    private static final double URGENT = 0.2;
    private static final Connections CONNECTIONS = Connections.http1(100);

    private final Rig rig;
    private final Running services;
    private final Consumer<String> progress;

    /**
     * What is asked of the exchange.
     *
     * @param perSecond notices
     * @param seconds of each stretch
     * @param rounds a stretch well and a stretch ill, of each manner
     */
    public record Plan(double perSecond, int seconds, int rounds, List<Manner> manners, int warmUp, long seed) {
        public Plan {
            manners = List.copyOf(manners);
        }
    }

    public Isolation(Rig rig, Running services, Consumer<String> progress) {
        this.rig = rig;
        this.services = services;
        this.progress = progress;
    }

    /** Everything that was measured. */
    public ObjectNode run(Plan plan) throws IOException, InterruptedException {
        ObjectNode json = JSON.createObjectNode();
        json.put("perSecond", plan.perSecond()).put("seconds", plan.seconds()).put("seed", plan.seed());
        json.put("ill", ILL);
        int seconds = plan.warmUp() + plan.manners().size() * plan.rounds() * 2 * plan.seconds();
        int notices = (int) Math.ceil(plan.perSecond() * seconds * 1.02) + 100;
        progress.accept("making " + notices + " notices");
        String submitter = RigSubmitters.PLAIN;
        Path bodies = rig.submitters().bodies(submitter, notices, 1, URGENT, plan.seed());
        rig.desks().leaveOut(ILL);
        Crowd.Member member = new Crowd.Member(submitter, rig.submitters().tls(submitter), bodies, CONNECTIONS);
        try (Crowd crowd = new Crowd(services.gateways(), List.of(member))) {
            progress.accept("warming up for " + plan.warmUp() + " s");
            var _ = crowd.pace(plan.warmUp(), plan.perSecond());
            settle(json.putObject("afterWarmUp"));
            for (int round = 1; round <= plan.rounds(); round++) {
                for (Manner manner : plan.manners()) {
                    ObjectNode one =
                            json.withObject("/manners").withArray(manner.name()).addObject();
                    String name = manner.word() + ", round " + round;
                    one.set("well", stretch("well, before " + name, crowd, plan));
                    rig.desks().behave(ILL, manner);
                    one.set("ill", stretch(name, crowd, plan));
                    rig.desks().behave(ILL, Manner.WELL);
                    settle(one.putObject("balance"));
                }
            }
        }
        Files.delete(bodies);
        return IsolationFigures.into(json);
    }

    private ObjectNode stretch(String name, Crowd crowd, Plan plan) throws IOException {
        progress.accept(name + ", for " + plan.seconds() + " s");
        var _ = rig.desks().received(); // what came before counts for nothing
        ObjectNode json = (ObjectNode) crowd.pace(plan.seconds(), plan.perSecond());
        json.set("delivered", JSON.readTree(rig.desks().received()));
        return json;
    }

    private void settle(ObjectNode into) throws InterruptedException {
        into.setAll(Settling.of(services.books().orElseThrow(), progress));
    }
}
