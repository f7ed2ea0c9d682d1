package org.harborlight.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.harborlight.bench.rig.Experiment;
import org.harborlight.bench.rig.MachineLimits;
import org.harborlight.bench.rig.Rig;
import org.harborlight.bench.rig.Running;
import org.harborlight.standalone.runtime.SeparateServices;
import org.harborlight.standalone.runtime.TemporaryFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Loads an exchange on this machine and prints what it did, beside what the machine can do by itself. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        subcommands = {StepsCommand.class, OverloadCommand.class, IsolationCommand.class, SoakCommand.class},
        description = {
            "Loads an exchange on this machine, every service a process of its own, over mutual TLS.",
            "Prints ratios to the machine's own limits, measured in the same run, and CPU seconds per 10,000 notices."
        })
final class BenchCommand implements Callable<Integer> {
    @Option(
            names = "--rate",
            split = ",",
            defaultValue = "500",
            description =
                    "Notices a second, one run for each; 0 is as fast as answers come (default: ${DEFAULT-VALUE}).")
    private List<Double> rates = new ArrayList<>();

    @Option(names = "--seconds", defaultValue = "30", description = "That count, a run (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--warm-up", defaultValue = "60", description = "Seconds before (default: ${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(names = "--batch", defaultValue = "1", description = "Notices a request (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(
            names = "--connections",
            defaultValue = "32",
            description = "Of the submitter: requests under way at most; with --streams fewer connections"
                    + " (default: ${DEFAULT-VALUE}).")
    private int connections;

    @Mixin
    private final StreamsOption streams = new StreamsOption();

    @Option(
            names = "--ceiling",
            defaultValue = "8000",
            description = "Notices a second to prepare for where the rate is 0 (default: ${DEFAULT-VALUE}).")
    private int ceiling;

    @Option(names = "--urgent", defaultValue = "0.1", description = "Share that is urgent (default: ${DEFAULT-VALUE}).")
    private double urgentShare;

    @Option(names = "--gateway-only", description = "Without processor and connector.")
    private boolean gatewayOnly;

    @Option(names = "--together", description = "All services in the broker's process, as serve runs them.")
    private boolean together;

    @Option(names = "--no-limits", description = "Leave the machine's own limits out.")
    private boolean noLimits;

    @Mixin
    private final RigOptions options = new RigOptions();

    @Override
    public Integer call() throws IOException, InterruptedException, ExecutionException {
        ObjectNode result = new ObjectMapper().createObjectNode();
        boolean balance = true;
        try (TemporaryFolder folder = TemporaryFolder.make("harborlight-bench-");
                Rig rig = new Rig(folder.path(), options.jvm())) {
            if (!noLimits) {
                RigOptions.say("measuring the machine");
                result.set("limits", MachineLimits.measure(rig, folder.path()));
            }
            Experiment experiment = new Experiment(rig, start(rig), RigOptions::say);
            for (double rate : rates) {
                Experiment.Loaded loaded = experiment.load(new Experiment.Load(
                        rate, ceiling, batch, streams.connections(connections), urgentShare, warmUp, seconds));
                ObjectNode run = loaded.figures();
                run.put("rate", rate);
                run.put("batch", batch);
                result.withArray("runs").add(run);
                System.out.print(BenchText.of(run));
                options.write(result); // what is known stands even if the books never settle
                balance &= experiment.settle(loaded);
                System.out.print(BenchText.balance(run));
                options.write(result);
            }
            ObjectNode errors = result.putObject("logErrors");
            rig.errors().forEach(errors::put);
        }
        System.out.print(BenchText.errors(result));
        Ratios.into(result);
        System.out.print(BenchText.ratios(result));
        options.write(result);
        return balance ? 0 : 1;
    }

    private Running start(Rig rig) {
        if (together) {
            return rig.startTogether();
        }
        return rig.start(gatewayOnly ? new SeparateServices.Instances(1, 0, 0) : SeparateServices.Instances.ONE_EACH);
    }
}
