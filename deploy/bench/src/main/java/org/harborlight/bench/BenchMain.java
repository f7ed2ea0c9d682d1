package org.harborlight.bench;

import picocli.CommandLine;

/** Entry point of the load harness. */
public final class BenchMain {
    private BenchMain() {}

    public static void main(String[] arguments) {
        // Whatever ends this process, the processes that it started end too.
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroy), "end-children"));
        System.exit(new CommandLine(new BenchCommand()).execute(arguments));
    }
}
