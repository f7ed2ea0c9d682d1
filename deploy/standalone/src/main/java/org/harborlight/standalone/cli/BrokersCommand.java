package org.harborlight.standalone.cli;

import picocli.CommandLine.Command;

/** Group of commands; alone it prints help. */
@Command(
        name = "brokers",
        description = "The copies that a cluster keeps of each record, and who may do what at its brokers.",
        subcommands = {BrokersCheckCommand.class, BrokersSpreadCommand.class, BrokersAccessCommand.class})
final class BrokersCommand extends Subcommand {
    @Override
    public Integer call() {
        commandLine().usage(out());
        return HarborlightCommand.OK;
    }
}
