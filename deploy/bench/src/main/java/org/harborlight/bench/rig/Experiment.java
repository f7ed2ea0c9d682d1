package org.harborlight.bench.rig;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.harborlight.bench.load.Connections;
import org.harborlight.bench.load.LoadPlan;
import org.harborlight.schemas.MediaTypes;

/** Loads a rig and says what came of it. Used by one thread. */
public final class Experiment {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Rig rig;
    private final Running services;
    private final Consumer<String> progress;
    private long seed = System.nanoTime() & 0xFFFF_FFFFL;

    public Experiment(Rig rig, Running services, Consumer<String> progress) {
        this.rig = rig;
        this.services = services;
        this.progress = progress;
    }

    /**
     * How the exchange is loaded.
     *
     * @param perSecond notices a second; 0 sends as fast as answers come
     * @param ceiling notices a second to make bodies for when there is no pace
     * @param batch notices a request
     */
    public record Load(
            double perSecond,
            int ceiling,
            int batch,
            Connections connections,
            double urgentShare,
            int warmUp,
            int seconds) {}

    /**
     * A load that has ended; what it left may still be under way.
     *
     * @param figures of the load; {@link #settle} adds to them
     */
    public record Loaded(ObjectNode figures, TopicEnds before) {}

    /** Runs it. What follows from it goes on behind it. */
    public Loaded load(Load load) throws IOException, InterruptedException {
        int seconds = load.warmUp() + load.seconds();
        int notices =
                (int) Math.ceil((load.perSecond() > 0 ? load.perSecond() : load.ceiling()) * seconds * 1.02) + 100;
        progress.accept("making " + notices + " notices");
        Path bodies = rig.submitters().bodies(RigSubmitters.PLAIN, notices, load.batch(), load.urgentShare(), seed++);
        TopicEnds before = TopicEnds.of(rig.kafka());
        progress.accept("loading for " + seconds + " s");
        LoadPlan plan = new LoadPlan(
                services.gateways().stream().map(Object::toString).toList(),
                load.batch() > 1 ? "/v1/notices/batch" : "/v1/notices",
                load.batch() > 1 ? MediaTypes.SIGNED_NOTICE_BATCH : MediaTypes.SIGNED_NOTICE,
                rig.submitters().tls(RigSubmitters.PLAIN),
                bodies,
                load.connections(),
                load.perSecond() / load.batch(),
                load.warmUp(),
                load.seconds());
        LoadRun run = LoadRun.of(plan, process -> rig.usageWith("load", process), rig.desks()::received);
        Files.delete(bodies);
        return new Loaded(report(load, run), before);
    }

    /**
     * Waits until the books have settled where there is a processor, and adds what they say, and what the topics took.
     *
     * @return whether they balance
     */
    public boolean settle(Loaded loaded) throws InterruptedException {
        ObjectNode json = loaded.figures();
        if (services.books().isPresent()) {
            json.set("balance", Settling.of(services.books().get(), progress));
        }
        ObjectNode offsets = json.putObject("offsets");
        TopicEnds.of(rig.kafka()).since(loaded.before()).forEach(offsets::put);
        return json.path("balance").path("exact").asBoolean(true);
    }

    private ObjectNode report(Load load, LoadRun run) {
        ObjectNode json = JSON.createObjectNode();
        int accepted = run.accepted() * load.batch();
        json.put("noticesPerSecond", accepted / (double) load.seconds());
        json.put("accepted", accepted);
        json.set("acknowledgement", run.answers());
        json.set("delivered", run.received());
        ObjectNode cpu = json.putObject("cpuSecondsPer10k");
        run.cpuSeconds().forEach((name, spent) -> cpu.put(name, spent / accepted * 10_000));
        ObjectNode memory = json.putObject("residentMiB");
        run.after().processes().forEach((name, spent) -> {
            ObjectNode process = memory.putObject(name).put("end", spent.residentKib() / 1024);
            Usage.Spent before = run.before().processes().get(name);
            if (before != null) {
                process.put("start", before.residentKib() / 1024);
            }
        });
        return json;
    }
}
