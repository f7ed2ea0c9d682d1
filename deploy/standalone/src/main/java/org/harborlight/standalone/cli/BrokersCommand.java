package org.harborlight.standalone.cli;

import picocli.CommandLine.Command;

/** Group of commands; alone it prints help. */
@Command(
        name = "brokers",
        description = "Looks at the copies that a cluster keeps of each record; makes more of them.",
        subcommands = {BrokersCheckCommand.class, BrokersSpreadCommand.class})
final class BrokersCommand extends Subcommand {
    @Override
    public Integer call() {
        commandLine().usage(out());
        return HarborlightCommand.OK;
    }
}
