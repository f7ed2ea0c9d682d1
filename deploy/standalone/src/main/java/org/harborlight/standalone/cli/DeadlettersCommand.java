package org.harborlight.standalone.cli;

import picocli.CommandLine.Command;

/** Group of commands; alone it prints help. */
@Command(
        name = "deadletters",
        description = "Lists and shows records that could not be processed; has them processed once more.",
        subcommands = {DeadlettersListCommand.class, DeadlettersShowCommand.class, DeadlettersRedriveCommand.class})
final class DeadlettersCommand extends Subcommand {
    @Override
    public Integer call() {
        commandLine().usage(out());
        return HarborlightCommand.OK;
    }
}
