package org.harborlight.standalone.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.harborlight.standalone.directory.DirectoryFinding;
import org.harborlight.standalone.directory.DirectoryFolder;
import org.harborlight.standalone.directory.DirectoryLint;
import picocli.CommandLine.Option;

/** Names the folder with the directory as files. */
final class FolderOption {
    @Option(
            names = "--folder",
            paramLabel = "FOLDER",
            defaultValue = "deploy/directory",
            description = "participants/*.yaml, rules.yaml, jurisdictions.yaml, exchange.yaml, operators.yaml (default:"
                    + " ${DEFAULT-VALUE}).")
    private Path folder = Path.of("deploy", "directory");

    Path path() {
        return folder;
    }

    DirectoryFolder read() {
        if (!Files.isDirectory(folder)) {
            throw new UsageException("there is no folder " + folder);
        }
        return DirectoryFolder.read(folder);
    }

    /** Refuses one that lint objects to. */
    DirectoryFolder sound() {
        DirectoryFolder read = read();
        List<DirectoryFinding> findings = DirectoryLint.of(read);
        if (!findings.isEmpty()) {
            throw new UsageException(findings.size() + " findings in " + folder + ", the first: " + findings.getFirst()
                    + "; see `harborlight directory lint`");
        }
        return read;
    }
}
