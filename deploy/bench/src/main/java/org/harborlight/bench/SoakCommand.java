package org.harborlight.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.harborlight.bench.rig.Rig;
import org.harborlight.bench.rig.Running;
import org.harborlight.bench.stress.Soak;
import org.harborlight.bench.stress.SoakText;
import org.harborlight.standalone.runtime.SeparateServices;
import org.harborlight.standalone.runtime.TemporaryFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Loads the exchange for a long time, with faults, and says what grows. */
@Command(
        name = "soak",
        mixinStandardHelpOptions = true,
        description = {
            "Loads the whole chain for a long time while its services are killed and paused at random, and prints at"
                    + " intervals heap, resident memory, threads, file descriptors and metric series of each process,"
                    + " at the end how they grow.",
            "Ends with 1 where a notice was lost or the books do not balance."
        })
final class SoakCommand implements Callable<Integer> {
    private static final int REQUESTS = 64;

    @Mixin
    private final RigOptions options = new RigOptions();

    @Option(names = "--minutes", defaultValue = "20", description = "After the warm-up (default: ${DEFAULT-VALUE}).")
    private int minutes;

    @Option(
            names = "--rate",
            defaultValue = "0",
            description = "Notices a second; 0 is 60 %% of what the chain carries, which is measured first"
                    + " (default: ${DEFAULT-VALUE}).")
    private double rate;

    @Option(names = "--warm-up", defaultValue = "60", description = "Seconds before (default: ${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(names = "--every", defaultValue = "15", description = "Seconds between looks (default: ${DEFAULT-VALUE}).")
    private int every;

    @Option(
            names = "--faults",
            defaultValue = "0.25",
            description = "Chance of one between two looks (default: ${DEFAULT-VALUE}).")
    private double faults;

    @Option(
            names = "--youngest",
            defaultValue = "60",
            description =
                    "Seconds of its life before which a process counts for no growth (default: ${DEFAULT-VALUE}).")
    private int youngest;

    @Mixin
    private final StreamsOption streams = new StreamsOption();

    @Option(
            names = "--seed",
            defaultValue = "20261126",
            description = "Of faults and notices (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Override
    public Integer call() throws IOException, InterruptedException {
        ObjectNode result;
        try (TemporaryFolder folder = TemporaryFolder.make("harborlight-bench-");
                Rig rig = new Rig(folder.path(), options.jvm())) {
            Running services = rig.start(SeparateServices.Instances.ONE_EACH);
            result = new Soak(rig, services, RigOptions::say, System.out::print)
                    .run(new Soak.Plan(
                            rate, minutes, warmUp, every, faults, youngest, streams.connections(REQUESTS), seed));
        }
        System.out.print(SoakText.end(result));
        options.write(result);
        return SoakText.nothingLost(result) ? 0 : 1;
    }
}
