package org.harborlight.standalone.cli;

import picocli.CommandLine.Command;

/** Group of commands; alone it prints help. */
@Command(
        name = "notice",
        description =
                "Writes, checks and submits notices, follows what became of them, releases those that are held, erases or holds their keys, and unlinks what was joined by mistake.",
        subcommands = {
            NoticeTemplateCommand.class,
            NoticeLintCommand.class,
            NoticeSubmitCommand.class,
            NoticeStatusCommand.class,
            NoticeResubmitCommand.class,
            NoticeReleaseCommand.class,
            NoticeEraseCommand.class,
            NoticeHoldCommand.class,
            NoticeReleaseHoldCommand.class,
            NoticeUnlinkCommand.class
        })
final class NoticeCommand extends Subcommand {
    @Override
    public Integer call() {
        commandLine().usage(out());
        return HarborlightCommand.OK;
    }
}
