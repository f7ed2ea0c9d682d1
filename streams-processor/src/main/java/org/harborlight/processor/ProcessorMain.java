package org.harborlight.processor;

import org.harborlight.service.ServiceMain;

/** Runs the processor as a process: {@code ProcessorMain <configuration file>}. */
public final class ProcessorMain {
    private ProcessorMain() {}

    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** Runs it in this process until the process ends; see {@link ServiceMain#run}. */
    public static int run(String... args) {
        return ServiceMain.run("streams-processor", args, file -> Processor.start(ProcessorConfig.load(file)));
    }
}
