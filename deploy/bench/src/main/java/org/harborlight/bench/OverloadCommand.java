package org.harborlight.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.harborlight.bench.rig.Rig;
import org.harborlight.bench.rig.Running;
import org.harborlight.bench.stress.Overload;
import org.harborlight.bench.stress.OverloadText;
import org.harborlight.standalone.runtime.SeparateServices;
import org.harborlight.standalone.runtime.TemporaryFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Asks for more than the exchange can take, and says what becomes of it. */
@Command(
        name = "overload",
        mixinStandardHelpOptions = true,
        description = {
            "Finds the peak of what is accepted, then asks for 0.6, for several times, and for 0.6 of it again.",
            "One submitter is greedy, and all of its notices are standard; three modest ones ask for a tenth of the"
                    + " peak each, and a tenth of theirs is urgent.",
            "Ends with 1 where the books do not balance."
        })
final class OverloadCommand implements Callable<Integer> {
    @Mixin
    private final RigOptions options = new RigOptions();

    @Option(names = "--times", defaultValue = "3", description = "The peak, in the flood (default: ${DEFAULT-VALUE}).")
    private double times;

    @Option(names = "--seconds", defaultValue = "30", description = "Of each stretch (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--warm-up", defaultValue = "60", description = "Seconds before (default: ${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(
            names = "--connections",
            defaultValue = "480",
            description = "Of the greedy one, a quarter of it for each other; it sends no more at a time"
                    + " (default: ${DEFAULT-VALUE}).")
    private int connections;

    @Mixin
    private final StreamsOption streams = new StreamsOption();

    @Option(
            names = "--ceiling",
            defaultValue = "2000",
            description = "Notices a second to prepare; when they are used up, they are sent again"
                    + " (default: ${DEFAULT-VALUE}).")
    private int ceiling;

    @Option(names = "--seed", defaultValue = "20261126", description = "Of the notices (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--gateway-only", description = "Without processor and connector.")
    private boolean gatewayOnly;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (TemporaryFolder folder = TemporaryFolder.make("harborlight-bench-");
                Rig rig = new Rig(folder.path(), options.jvm())) {
            Running services = rig.start(
                    gatewayOnly ? new SeparateServices.Instances(1, 0, 0) : SeparateServices.Instances.ONE_EACH);
            ObjectNode result = new Overload(rig, services, RigOptions::say)
                    .run(new Overload.Plan(times, warmUp, seconds, streams.connections(connections), ceiling, seed));
            System.out.print(OverloadText.of(result));
            options.write(result);
            return OverloadText.booksBalance(result) ? 0 : 1;
        }
    }
}
