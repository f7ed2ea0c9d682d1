package org.harborlight.standalone.cli;

import java.nio.file.Path;
import java.time.Instant;
import org.harborlight.standalone.runtime.Backup;
import org.harborlight.standalone.runtime.DataFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Copies what an exchange cannot rebuild. */
@Command(
        name = "backup",
        description = {
            "Copies broker, registry, keys and participants of a stopped exchange to a new folder.",
            "It holds keys: keep it as you keep those. deploy/README.md says how to go back to it."
        })
final class BackupCommand extends Subcommand {
    @Mixin
    private DataOption data = new DataOption();

    @Option(names = "--to", required = true, paramLabel = "FOLDER", description = "New folder for the copy.")
    private Path to = Path.of("");

    @Override
    public Integer call() {
        if (!DataFolder.exists(data.folder())) {
            throw new UsageException("there is no exchange in " + data.folder().toAbsolutePath());
        }
        try (DataFolder folder = DataFolder.open(data.folder())) {
            if (folder.cluster().isPresent()) {
                throw new UsageException("this exchange stands on the brokers "
                        + folder.cluster().get()
                        + ", which keep three copies of each record. Copy registry, keys, pki, submitters, partners and"
                        + " the files brokers and restores yourself: see \"From one machine to three brokers\" in"
                        + " deploy/README.md");
            }
            Backup backup = take(folder);
            out().println("copied to " + to.toAbsolutePath() + "; whatever is accepted after " + backup.takenAt()
                    + " is not in it");
            return HarborlightCommand.OK;
        }
    }

    private Backup take(DataFolder folder) {
        try {
            return Backup.take(folder, to, Instant.now());
        } catch (IllegalArgumentException thereAlready) {
            throw new UsageException(String.valueOf(thereAlready.getMessage()));
        }
    }
}
