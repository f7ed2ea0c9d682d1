package org.harborlight.standalone.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.harborlight.standalone.runtime.Backup;
import org.harborlight.standalone.runtime.DataFolder;
import org.harborlight.standalone.runtime.DirectoryHeads;
import org.harborlight.standalone.runtime.Restoration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Puts a backup in the place of what an exchange holds. */
@Command(
        name = "restore",
        description = {
            "Puts a backup in place of broker and registry of a stopped exchange, and has its stores rebuilt.",
            "Nothing is deleted: what was there is moved to before-restore-N in the data folder.",
            "What was accepted after the backup is lost here; its submitters still have it. See deploy/README.md."
        })
final class RestoreCommand extends Subcommand {
    @Mixin
    private DataOption data = new DataOption();

    @Option(names = "--from", required = true, paramLabel = "FOLDER", description = "The backup.")
    private Path from = Path.of("");

    @Option(
            names = "--number",
            paramLabel = "N",
            description = {
                "Number of this restore, where the data folder is a new one and the backup does not know of every",
                "restore: higher than any before it."
            })
    private @Nullable Integer number;

    @Option(
            names = "--known-head",
            paramLabel = "FILE",
            description = {
                "Highest directory head that a service of the exchange has seen (its directory.head.file), where the data",
                "folder is a new one and knows of none."
            })
    private @Nullable Path knownHead;

    @Option(
            names = "--older-directory",
            description = {
                "The directory had come further than the backup has it, and that is known: who was suspended or revoked",
                "since, or was an operator before, is trusted again until it is signed again."
            })
    private boolean olderDirectory;

    @Override
    public Integer call() {
        Backup backup = usable("--from", () -> Backup.of(from));
        try (DataFolder folder = DataFolder.open(data.folder())) {
            if (folder.cluster().isPresent()) {
                throw new UsageException("this exchange stands on the brokers "
                        + folder.cluster().get()
                        + ". To go back to one of its own, stop those, remove the file `brokers` from the data folder,"
                        + " and repeat");
            }
            Restoration.Done done = carryOut(new Restoration(folder, backup, older()));
            out().println("restored as of " + backup.takenAt() + ", restore number "
                    + done.restores().count());
            out().println("what was there lies in " + done.aside());
            out().println("not here: whatever was accepted after " + backup.takenAt()
                    + "; ask every submitter to run `notice resubmit`");
            done.directorySequence()
                    .ifPresent(
                            sequence -> out().println(
                                            "the directory had come to entry " + sequence
                                                    + backup.directorySequence()
                                                            .filter(sequence::equals)
                                                            .map(_ -> ", and the backup has all of it")
                                                            .orElse(
                                                                    "; sign again what is missing: who was suspended or revoked after the backup"
                                                                            + " is not any more, and who was replaced as an operator is one again")));
            return HarborlightCommand.OK;
        }
    }

    private Restoration.OlderDirectory older() {
        Path file = knownHead;
        if (file == null) {
            return new Restoration.OlderDirectory(olderDirectory, Optional.empty());
        }
        readFile(file);
        Optional<Long> known = DirectoryHeads.read(file);
        if (known.isEmpty()) {
            throw new UsageException(file + " is no directory head: a sequence and a digest");
        }
        return new Restoration.OlderDirectory(olderDirectory, known);
    }

    private Restoration.Done carryOut(Restoration restoration) {
        try {
            return restoration.carryOut(Optional.ofNullable(number));
        } catch (IllegalArgumentException usedBefore) {
            throw new UsageException(String.valueOf(usedBefore.getMessage()));
        }
    }
}
