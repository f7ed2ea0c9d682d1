package org.harborlight.standalone.cli;

import picocli.CommandLine.Command;

/** Group of commands; alone it prints help. */
@Command(
        name = "notice",
        description = "Writes, checks and submits notices, and follows what became of them.",
        subcommands = {
            NoticeTemplateCommand.class,
            NoticeLintCommand.class,
            NoticeSubmitCommand.class,
            NoticeStatusCommand.class,
            NoticeResubmitCommand.class
        })
final class NoticeCommand extends Subcommand {
    @Override
    public Integer call() {
        commandLine().usage(out());
        return HarborlightCommand.OK;
    }
}
