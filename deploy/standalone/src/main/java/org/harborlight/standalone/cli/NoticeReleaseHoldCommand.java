package org.harborlight.standalone.cli;

import org.harborlight.schemas.CommandKind;
import picocli.CommandLine.Command;

/** Ends a legal hold. */
@Command(
        name = "release-hold",
        description = {"Ends the legal hold of a notice. Needs two operators. Exit code 1 unless it was applied."})
final class NoticeReleaseHoldCommand extends NoticeOrderSubcommand {
    NoticeReleaseHoldCommand() {
        super(CommandKind.RELEASE_HOLD);
    }
}
