package org.harborlight.standalone.cli;

import picocli.CommandLine.Command;

/** Group of commands; alone it prints help. */
@Command(
        name = "deliveries",
        description = "Lists deliveries that have not arrived; sends them once more.",
        subcommands = {DeliveriesListCommand.class, DeliveriesRedriveCommand.class})
final class DeliveriesCommand extends Subcommand {
    @Override
    public Integer call() {
        commandLine().usage(out());
        return HarborlightCommand.OK;
    }
}
