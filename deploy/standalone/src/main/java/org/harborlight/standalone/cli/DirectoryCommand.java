package org.harborlight.standalone.cli;

import picocli.CommandLine.Command;

/** Group of commands; alone it prints help. */
@Command(
        name = "directory",
        description = {
            "Keeps the directory: who takes part, by which rules. A participant accedes with its own key, the operators",
            "review files, sign a proposal one after another, and apply it; every service verifies all of it itself."
        },
        subcommands = {
            DirectoryAccedeCommand.class,
            DirectoryLintCommand.class,
            DirectoryDiffCommand.class,
            DirectorySignCommand.class,
            DirectoryApplyCommand.class,
            DirectoryShowCommand.class,
            DirectoryHistoryCommand.class
        })
final class DirectoryCommand extends Subcommand {
    @Override
    public Integer call() {
        commandLine().usage(out());
        return HarborlightCommand.OK;
    }
}
