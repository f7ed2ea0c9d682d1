package org.harborlight.standalone.cli;

import picocli.CommandLine.Command;

/** Group of commands; alone it prints help. */
@Command(
        name = "partner",
        description = "Checks a partner's endpoint before it goes live; plays one that misbehaves.",
        subcommands = {PartnerCheckCommand.class, PartnerSimulateCommand.class})
final class PartnerCommand extends Subcommand {
    @Override
    public Integer call() {
        commandLine().usage(out());
        return HarborlightCommand.OK;
    }
}
