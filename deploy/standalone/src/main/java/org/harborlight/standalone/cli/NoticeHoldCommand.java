package org.harborlight.standalone.cli;

import org.harborlight.schemas.CommandKind;
import picocli.CommandLine.Command;

/** Puts a notice on legal hold. */
@Command(
        name = "hold",
        description = {
            "Puts a notice on legal hold: its section keys cannot be erased until the hold is released. Needs two operators.",
            "Exit code 1 unless it was applied."
        })
final class NoticeHoldCommand extends NoticeOrderSubcommand {
    NoticeHoldCommand() {
        super(CommandKind.HOLD);
    }
}
