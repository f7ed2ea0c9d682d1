package org.harborlight.standalone.cli;

import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.harborlight.standalone.demo.Demo;
import org.harborlight.standalone.demo.DemoResult;
import org.harborlight.standalone.runtime.TemporaryFolder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows everything on this machine with invented participants. */
@Command(
        name = "demo",
        description = {
            "Shows everything on this machine: four stories, 500 synthetic notices, the books.",
            "Partners and submitters are invented, hostile notices are among them. Nothing in it is real."
        })
final class DemoCommand extends Subcommand {
    @Option(
            names = "--exit",
            description = "End when done, with status 0 only if the books balance and every expectation was met.")
    private boolean exit;

    @Option(names = "--json", description = "Print only the summary, as JSON; implies --exit.")
    private boolean json;

    @Option(names = "--notices", defaultValue = "500", description = "Synthetic notices (default: ${DEFAULT-VALUE}).")
    private int notices;

    @Option(names = "--rate", defaultValue = "25", description = "Notices a second (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Option(
            names = "--seed",
            defaultValue = "2026",
            description = "Seed of the synthetic notices (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "Keep everything in this folder (default: a temporary one).")
    private @Nullable Path data;

    private static boolean isTerminal() {
        return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (notices < 0 || rate < 1) {
            throw new UsageException("--notices must be 0 or more, --rate 1 or more");
        }
        CountDownLatch stopped = new CountDownLatch(1);
        Stop stop = Stop.onShutdown(stopped);
        Path folder = data == null
                ? stop.afterwards(TemporaryFolder.make("harborlight-demo-")).path()
                : data;
        PrintWriter screen = json ? new PrintWriter(Writer.nullWriter()) : out();
        Demo demo = stop.afterwards(new Demo(folder, screen, !json && isTerminal()));
        DemoResult result = demo.run(new Demo.Plan(notices, rate, seed));
        if (json) {
            print(result.json());
        }
        if (!exit && !json) {
            out().println();
            out().println("Everything keeps running; look at " + folder + ". Ctrl-C ends it.");
            out().flush();
            stopped.await();
        }
        stop.now();
        return result.good() ? HarborlightCommand.OK : HarborlightCommand.FAULT;
    }
}
