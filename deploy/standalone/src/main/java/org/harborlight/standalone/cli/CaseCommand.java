package org.harborlight.standalone.cli;

import picocli.CommandLine.Command;

/** Group of commands; alone it prints help. */
@Command(
        name = "case",
        description = "Opens and verifies what a partner received.",
        subcommands = {CaseOpenCommand.class, CaseVerifyCommand.class})
final class CaseCommand extends Subcommand {
    @Override
    public Integer call() {
        commandLine().usage(out());
        return HarborlightCommand.OK;
    }
}
