package org.harborlight.processor;

import org.harborlight.service.ServiceMain;

/** Runs the processor as a process: {@code ProcessorMain <configuration file>}. */
public final class ProcessorMain {
    private ProcessorMain() {}

    public static void main(String[] args) {
        System.exit(ServiceMain.run("streams-processor", args, file -> Processor.start(ProcessorConfig.load(file))));
    }
}
