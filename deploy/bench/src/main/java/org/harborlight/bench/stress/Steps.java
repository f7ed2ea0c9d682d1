package org.harborlight.bench.stress;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.harborlight.bench.load.Connections;
import org.harborlight.bench.rig.LedgerProgress;
import org.harborlight.bench.rig.Rig;
import org.harborlight.bench.rig.RigSubmitters;
import org.harborlight.bench.rig.Running;
import org.harborlight.bench.rig.Settling;
import org.harborlight.bench.rig.Usage;
import org.harborlight.standalone.runtime.SeparateServices.Instances;

/**
 * Each step behind the gateway by itself: the gateway accepts notices and ends, the processor works through all of them and
 * ends, then the connector delivers all that follows. Of each step only the later part counts, since its first one warms it
 * up. Used by one thread.
 */
public final class Steps {
    /** Names of the steps, in order. */
    static final List<String> NAMES = List.of("processor", "connector");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Connections CONNECTIONS = Connections.http1(32);
    /** More than a gateway accepts in a second. */
    private static final int SPARE = 15_000;

    private static final int DRAIN_SECONDS = 120;
    private static final long LOOK_EVERY_MS = 500;
    private static final int LOOKS_A_WORD = 20;
    private static final int SECONDS_A_WORD = 5;
    private static final long STUCK_NANOS = 120_000_000_000L;

    private final Rig rig;
    private final Consumer<String> progress;

    /**
     * What is measured.
     *
     * @param notices that the gateway accepts first, or as many more as it accepts within a second
     * @param urgentShare of them
     * @param warmUp part of its work after which a step counts, 0 to below 1
     */
    public record Plan(int notices, double urgentShare, double warmUp, long seed) {}

    public Steps(Rig rig, Consumer<String> progress) {
        this.rig = rig;
        this.progress = progress;
    }

    /** What is left of a step's work. */
    private interface Left {
        long now() throws IOException, InterruptedException;
    }

    /** Everything that was measured. */
    public ObjectNode run(Plan plan) throws IOException, InterruptedException {
        ObjectNode json = JSON.createObjectNode();
        long accepted = accept(plan);
        json.put("notices", accepted).put("warmUp", plan.warmUp()).put("seed", plan.seed());
        ObjectNode steps = json.putObject("steps");

        rig.start(new Instances(0, 1, 0));
        URI books = Objects.requireNonNull(rig.services().get("processor")).management();
        try (LedgerProgress ledger = new LedgerProgress(rig)) {
            steps.set("processor", worksOff("processor", accepted, plan.warmUp(), () -> accepted - ledger.read()));
        }
        long deliveries = pending(books);
        rig.stop("processor");

        rig.start(new Instances(0, 0, 1));
        Undelivered undelivered = new Undelivered(deliveries);
        steps.set("connector", worksOff("connector", deliveries, plan.warmUp(), undelivered));
        rig.startAgain("processor");
        json.set("balance", Settling.of(books, progress));
        return json;
    }

    /** The gateway takes all of them in, and ends. */
    private long accept(Plan plan) throws IOException, InterruptedException {
        int most = plan.notices() + SPARE;
        progress.accept("making " + most + " notices");
        String submitter = RigSubmitters.PLAIN;
        Path bodies = rig.submitters().bodies(submitter, most, 1, plan.urgentShare(), plan.seed());
        Running gateway = rig.start(new Instances(1, 0, 0));
        Crowd.Member member = new Crowd.Member(submitter, rig.submitters().tls(submitter), bodies, CONNECTIONS);
        try (Crowd crowd = new Crowd(gateway.gateways(), List.of(member))) {
            int accepted = 0;
            long last = System.nanoTime();
            for (int second = 0; accepted < plan.notices(); second++) {
                int more = Crowd.accepted(crowd.keep(1, CONNECTIONS.requests()));
                accepted += more;
                if (more > 0) {
                    last = System.nanoTime();
                } else if (System.nanoTime() - last > STUCK_NANOS) {
                    throw new IllegalStateException("the gateway accepts no more, after " + accepted);
                }
                if (second % SECONDS_A_WORD == 0) {
                    progress.accept("the gateway has accepted " + accepted);
                }
            }
            JsonNode drained = crowd.drain(DRAIN_SECONDS).path("submitters").path(submitter);
            if (drained.path("left").asInt(-1) != 0) {
                throw new IllegalStateException("the gateway did not accept all: " + drained);
            }
            return drained.path("different").asLong();
        } finally {
            Files.delete(bodies);
            rig.stop("gateway");
        }
    }

    private ObjectNode worksOff(String step, long all, double warmUp, Left left)
            throws IOException, InterruptedException {
        long countsFrom = (long) (all * (1 - warmUp));
        long before = all;
        long changed = System.nanoTime();
        Mark begin = null;
        for (int looks = 0; ; looks++) {
            long now = left.now();
            if (begin == null && now <= countsFrom) {
                begin = Mark.at(now, rig);
            }
            if (now <= 0 && begin != null) {
                if (begin.left() <= 0) {
                    throw new IllegalStateException("the " + step + " was through with all " + all
                            + " between two looks: ask for more notices, or a shorter warm-up");
                }
                return begin.until(Mark.at(now, rig));
            }
            if (now != before) {
                before = now;
                changed = System.nanoTime();
            } else if (System.nanoTime() - changed > STUCK_NANOS) {
                throw new IllegalStateException("the " + step + " stands, with " + now + " of " + all + " left");
            }
            if (looks % LOOKS_A_WORD == 0) {
                progress.accept("the " + step + " has " + now + " of " + all + " left");
            }
            Thread.sleep(LOOK_EVERY_MS);
        }
    }

    /** Deliveries that wait for the connector, once the books say so for certain. */
    private long pending(URI books) throws InterruptedException {
        progress.accept("waiting for the books");
        long start = System.nanoTime();
        while (true) {
            JsonNode now = Settling.look(books);
            if (now.path("exact").asBoolean()) {
                return now.path("deliveries").path("pending").asLong();
            }
            if (System.nanoTime() - start > STUCK_NANOS) {
                throw new IllegalStateException("the books do not balance: " + now);
            }
            Thread.sleep(LOOK_EVERY_MS);
        }
    }

    /** Counts what the desks receive. */
    private final class Undelivered implements Left {
        private long left;

        Undelivered(long deliveries) {
            this.left = deliveries;
        }

        @Override
        public long now() throws IOException {
            for (JsonNode lane : JSON.readTree(rig.desks().received())) {
                left -= lane.path("count").asLong();
            }
            return left;
        }
    }

    /** A moment of a step's work. */
    private record Mark(long left, long nanos, Usage usage) {
        static Mark at(long left, Rig rig) {
            return new Mark(left, System.nanoTime(), rig.usage());
        }

        ObjectNode until(Mark end) {
            double seconds = (end.nanos - nanos) / 1_000_000_000.0;
            long items = left - end.left;
            ObjectNode json = JSON.createObjectNode()
                    .put("items", items)
                    .put("seconds", seconds)
                    .put("perSecond", items / seconds);
            ObjectNode cpu = json.putObject("cpuSecondsPer10k");
            end.usage.cpuSecondsSince(usage).forEach((process, spent) -> cpu.put(process, spent / items * 10_000));
            ObjectNode memory = json.putObject("residentMiB");
            end.usage.processes().forEach((process, spent) -> memory.put(process, spent.residentKib() / 1024));
            return json;
        }
    }
}
