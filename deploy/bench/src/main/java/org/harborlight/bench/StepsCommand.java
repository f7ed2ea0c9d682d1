package org.harborlight.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.harborlight.bench.rig.MachineLimits;
import org.harborlight.bench.rig.Rig;
import org.harborlight.bench.stress.Steps;
import org.harborlight.bench.stress.StepsText;
import org.harborlight.standalone.runtime.TemporaryFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures processor and connector each by itself. */
@Command(
        name = "steps",
        mixinStandardHelpOptions = true,
        description = {
            "The gateway accepts notices and ends; the processor, alone beside the broker, works through them and ends; then"
                    + " the connector delivers what follows. Prints what each took, beside the machine's own limits.",
            "The gateway by itself: bench --gateway-only. Ends with 1 where the books do not balance."
        })
final class StepsCommand implements Callable<Integer> {
    @Mixin
    private final RigOptions options = new RigOptions();

    @Option(names = "--notices", defaultValue = "80000", description = "At least, in all (default: ${DEFAULT-VALUE}).")
    private int notices;

    @Option(names = "--urgent", defaultValue = "0.1", description = "Share that is urgent (default: ${DEFAULT-VALUE}).")
    private double urgentShare;

    @Option(
            names = "--warm-up",
            defaultValue = "0.5",
            description = "Part of its work after which a step counts, 0 to below 1 (default: ${DEFAULT-VALUE}).")
    private double warmUp;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--no-limits", description = "Leave the machine's own limits out.")
    private boolean noLimits;

    @Option(names = "--seed", defaultValue = "20261128", description = "Of the notices (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Override
    public Integer call() throws IOException, InterruptedException, ExecutionException {
        if (warmUp < 0 || warmUp >= 1) {
            throw new ParameterException(spec.commandLine(), "--warm-up: 0 to below 1");
        }
        if (notices < 1) {
            throw new ParameterException(spec.commandLine(), "--notices: at least 1");
        }
        if (urgentShare < 0 || urgentShare > 1) {
            throw new ParameterException(spec.commandLine(), "--urgent: 0 to 1");
        }
        ObjectNode result;
        try (TemporaryFolder folder = TemporaryFolder.make("harborlight-bench-");
                Rig rig = new Rig(folder.path(), options.jvm())) {
            ObjectNode limits = null;
            if (!noLimits) {
                RigOptions.say("measuring the machine");
                limits = MachineLimits.measure(rig, folder.path());
                System.out.print(BenchText.limits(limits));
            }
            result = new Steps(rig, RigOptions::say).run(new Steps.Plan(notices, urgentShare, warmUp, seed));
            if (limits != null) {
                result.set("limits", limits);
            }
        }
        Ratios.intoSteps(result);
        System.out.print(StepsText.of(result));
        options.write(result);
        return StepsText.booksBalance(result) ? 0 : 1;
    }
}
