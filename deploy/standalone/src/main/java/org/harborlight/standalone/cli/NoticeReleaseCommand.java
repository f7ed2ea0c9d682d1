package org.harborlight.standalone.cli;

import java.util.Map;
import org.harborlight.schemas.Command;
import org.harborlight.schemas.CommandedHeldNotice;
import org.harborlight.schemas.CommandedNotice;
import org.harborlight.standalone.operator.CommandDesk;
import org.harborlight.standalone.operator.HeldNotices;
import org.harborlight.standalone.operator.OperatorTopics;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** Has a held notice go out now. */
@CommandLine.Command(
        name = "release",
        description = {
            "Has a held notice go out now: one that waits for the digest of its case is sent at once, with all that waits there;",
            "one that is held for want of a recipient is routed again. Gives nobody more than the rules do: where nobody may",
            "receive it, the command is refused with the reason, and the notice stays held. Writes a signed command and waits for",
            "its answer. Exit code 1 unless it was applied."
        })
final class NoticeReleaseCommand extends RedriveSubcommand {
    @Parameters(paramLabel = "SUBMITTER/NOTICE-ID", description = "The notice, as topics name it.")
    private String notice = "";

    @Override
    Map<String, Command> commands(OperatorTopics topics, CommandDesk desk) {
        CommandedNotice named = NoticeOrderSubcommand.named(notice);
        CommandedHeldNotice held = HeldNotices.find(topics, named.getSubmitterId(), named.getNoticeId())
                .orElseThrow(
                        () -> new UsageException("no verdict HELD stands for " + notice + "; nothing was commanded"));
        return Map.of(notice, desk.release(held));
    }
}
