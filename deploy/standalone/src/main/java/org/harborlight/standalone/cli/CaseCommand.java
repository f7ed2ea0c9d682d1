package org.harborlight.standalone.cli;

import picocli.CommandLine.Command;

/** Group of commands; alone it prints help. */
@Command(
        name = "case",
        description = "Fetches, opens, verifies and answers what a partner received.",
        subcommands = {CasePullCommand.class, CaseAnswerCommand.class, CaseOpenCommand.class, CaseVerifyCommand.class})
final class CaseCommand extends Subcommand {
    @Override
    public Integer call() {
        commandLine().usage(out());
        return HarborlightCommand.OK;
    }
}
