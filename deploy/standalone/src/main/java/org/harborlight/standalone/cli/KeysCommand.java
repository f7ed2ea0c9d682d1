package org.harborlight.standalone.cli;

import picocli.CommandLine.Command;

/** Group of commands; alone it prints help. */
@Command(
        name = "keys",
        description = "Makes keys and shows them.",
        subcommands = {KeysNewCommand.class, KeysShowCommand.class})
final class KeysCommand extends Subcommand {
    @Override
    public Integer call() {
        commandLine().usage(out());
        return HarborlightCommand.OK;
    }
}
