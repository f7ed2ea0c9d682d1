package org.harborlight.standalone.cli;

import java.nio.file.Path;
import org.harborlight.standalone.submitter.SubmitterFolder;
import picocli.CommandLine.Option;

/** Names the folder of the submitter that speaks. */
final class SubmitterOptions {
    @Option(
            names = "--submitter",
            paramLabel = "FOLDER",
            defaultValue = "data/submitters/local-platform",
            description = "Folder with the submitter's certificate, keys and outbox (default: ${DEFAULT-VALUE}).")
    private Path folder = Path.of("");

    SubmitterFolder folder() {
        SubmitterFolder submitter = new SubmitterFolder(folder);
        if (!submitter.present()) {
            throw new UsageException(
                    "there is no submitter in " + folder.toAbsolutePath()
                            + "; `harborlight serve` makes one in <data>/submitters/local-platform, or name one with --submitter");
        }
        return submitter;
    }
}
