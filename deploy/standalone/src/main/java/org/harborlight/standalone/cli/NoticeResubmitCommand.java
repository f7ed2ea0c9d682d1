package org.harborlight.standalone.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.harborlight.standalone.submitter.Outbox;
import org.harborlight.standalone.submitter.Resubmission;
import org.harborlight.standalone.submitter.SubmitterClient;
import org.harborlight.standalone.submitter.SubmitterFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Finds notices of the outbox that the exchange does not have, and sends them again. */
@Command(
        name = "resubmit",
        description = {
            "Asks the exchange for each notice of the outbox, and sends those that it does not have: the same bytes,",
            "which get the same receipt id. For when the exchange went back to a backup, or an answer was lost.",
            "Exit code 1 when a notice is missing and was not taken."
        })
final class NoticeResubmitCommand extends Subcommand {
    @Mixin
    private SubmitterOptions options = new SubmitterOptions();

    @Option(names = "--dry-run", description = "Only say what is missing.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    private int known;
    private int missing;
    private int sent;
    private int failed;

    @Override
    public Integer call() throws IOException {
        SubmitterFolder submitter = options.folder();
        try (SubmitterClient client = new SubmitterClient(submitter.gateway(), submitter.tls())) {
            Resubmission resubmission = new Resubmission(client, submitter.outbox(), submitter.exchangeKeys());
            for (Outbox.Entry entry : submitter.outbox().entries()) {
                report(entry.noticeId(), resubmission.of(entry, !dryRun));
            }
        }
        if (json) {
            ObjectNode counts = JSON.createObjectNode();
            print(counts.put("known", known)
                    .put("missing", missing)
                    .put("sentAgain", sent)
                    .put("failed", failed));
        } else {
            out().println(known + " known to the exchange, " + missing + " missing, " + sent + " sent again, " + failed
                    + " failed");
        }
        return missing + failed == 0 ? HarborlightCommand.OK : HarborlightCommand.FAULT;
    }

    private void report(String noticeId, Resubmission.Result result) {
        switch (result) {
            case Resubmission.Result.Known _ -> known++;
            case Resubmission.Result.Missing _ -> {
                missing++;
                line(noticeId, "missing");
            }
            case Resubmission.Result.SentAgain(String receiptId) -> {
                sent++;
                line(noticeId, "sent again, receipt " + receiptId);
            }
            case Resubmission.Result.Failed(String reason) -> {
                failed++;
                line(noticeId, "failed, " + reason);
            }
        }
    }

    private void line(String noticeId, String words) {
        if (!json) {
            out().println(noticeId + "  " + words);
        }
    }
}
