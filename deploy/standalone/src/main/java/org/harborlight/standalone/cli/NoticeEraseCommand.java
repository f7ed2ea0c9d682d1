package org.harborlight.standalone.cli;

import org.harborlight.schemas.CommandKind;
import picocli.CommandLine.Command;

/** Erases the section keys of a notice. */
@Command(
        name = "erase",
        description = {
            "Erases the keys of a notice's sealed sections for good: nobody in the exchange can release or open them any more, and a",
            "repeat of the notice does not bring them back. Needs two operators. What partners have received stays with them, and so",
            "does what is in backups. Refused while the notice is on legal hold. Exit code 1 unless it was applied."
        })
final class NoticeEraseCommand extends NoticeOrderSubcommand {
    NoticeEraseCommand() {
        super(CommandKind.ERASE);
    }
}
