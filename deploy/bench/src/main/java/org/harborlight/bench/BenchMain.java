package org.harborlight.bench;

import picocli.CommandLine;

/** Entry point of the load harness. */
public final class BenchMain {
    private BenchMain() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new BenchCommand()).execute(arguments));
    }
}
