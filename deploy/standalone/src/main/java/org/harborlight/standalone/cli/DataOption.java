package org.harborlight.standalone.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Names the data folder. */
final class DataOption {
    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            defaultValue = "data",
            description = "Data folder of the exchange (default: ${DEFAULT-VALUE}).")
    private Path folder = Path.of("data");

    Path folder() {
        return folder;
    }
}
