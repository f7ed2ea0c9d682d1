package org.harborlight.standalone.cli;

import picocli.CommandLine.Command;

/** Group of commands; alone it prints help. */
@Command(
        name = "pki",
        description = "A small certificate authority for mutual TLS, for those who have none.",
        subcommands = {PkiInitCommand.class, PkiIssueCommand.class, PkiRevokeCommand.class, PkiCrlCommand.class})
final class PkiCommand extends Subcommand {
    @Override
    public Integer call() {
        commandLine().usage(out());
        return HarborlightCommand.OK;
    }
}
