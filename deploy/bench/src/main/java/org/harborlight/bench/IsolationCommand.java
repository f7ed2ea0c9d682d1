package org.harborlight.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.harborlight.bench.desk.Manner;
import org.harborlight.bench.rig.Rig;
import org.harborlight.bench.rig.Running;
import org.harborlight.bench.stress.Isolation;
import org.harborlight.bench.stress.IsolationText;
import org.harborlight.standalone.runtime.SeparateServices;
import org.harborlight.standalone.runtime.TemporaryFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes one partner slow or dead, and says what the others notice of it. */
@Command(
        name = "isolation",
        mixinStandardHelpOptions = true,
        description = {
            "Loads the whole chain; one partner, with a third of the cases, hangs, is slow or is dead for a stretch and well"
                    + " for one, in turns. Compares what the other partners' deliveries take.",
            "Ends with 1 where the books do not balance."
        })
final class IsolationCommand implements Callable<Integer> {
    @Mixin
    private final RigOptions options = new RigOptions();

    @Option(names = "--rate", defaultValue = "150", description = "Notices a second (default: ${DEFAULT-VALUE}).")
    private double rate;

    @Option(names = "--seconds", defaultValue = "40", description = "Of each stretch (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--rounds", defaultValue = "3", description = "Of each manner (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--manners",
            split = ",",
            defaultValue = "HANG,SLOW,DEAD",
            description = "What the partner does; WELL compares it with itself (default: ${DEFAULT-VALUE}).")
    private List<Manner> manners = new ArrayList<>();

    @Option(names = "--warm-up", defaultValue = "120", description = "Seconds before (default: ${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(names = "--seed", defaultValue = "20261128", description = "Of the notices (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (TemporaryFolder folder = TemporaryFolder.make("harborlight-bench-");
                Rig rig = new Rig(folder.path(), options.jvm())) {
            Running services = rig.start(SeparateServices.Instances.ONE_EACH);
            ObjectNode result = new Isolation(rig, services, RigOptions::say)
                    .run(new Isolation.Plan(rate, seconds, rounds, manners, warmUp, seed));
            System.out.print(IsolationText.of(result));
            options.write(result);
            return IsolationText.booksBalance(result) ? 0 : 1;
        }
    }
}
