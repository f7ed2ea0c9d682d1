package org.harborlight.standalone.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
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
            "Asks the exchange for each notice of the outbox that it gave a receipt for, and sends those that it does",
            "not have: the same bytes, which get the same receipt id. For when the exchange went back to a backup.",
            "Exit code 1 when a notice is missing and was not taken, or when no answer came."
        })
final class NoticeResubmitCommand extends Subcommand {
    @Mixin
    private SubmitterOptions options = new SubmitterOptions();

    @Option(names = "--dry-run", description = "Only say what is missing.")
    private boolean dryRun;

    @Option(
            names = "--all",
            description = "Also notices without a receipt: refused, never sent, or with an answer that was lost.")
    private boolean all;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    private int known;
    private int missing;
    private int sent;
    private int refused;
    private int failed;

    @Override
    public Integer call() {
        SubmitterFolder submitter = options.folder();
        Outbox outbox = submitter.outbox();
        boolean answered = true;
        try (SubmitterClient client = new SubmitterClient(submitter.gateway(), submitter.tls())) {
            Resubmission resubmission =
                    new Resubmission(client, outbox, submitter.exchangeKeys(), NoticeResubmitCommand::sleep);
            for (Outbox.Entry entry : all ? outbox.entries() : outbox.accepted()) {
                report(entry.noticeId(), resubmission.of(entry, !dryRun));
            }
        } catch (IOException e) {
            answered = false;
            err().println("harborlight: no answer from " + submitter.gateway() + "; repeat the command");
        }
        printCounts();
        return answered && missing + refused + failed == 0 ? HarborlightCommand.OK : HarborlightCommand.FAULT;
    }

    private static void sleep(Duration time) throws InterruptedException {
        Thread.sleep(time);
    }

    private void printCounts() {
        if (json) {
            ObjectNode counts = JSON.createObjectNode();
            print(counts.put("known", known)
                    .put("missing", missing)
                    .put("sentAgain", sent)
                    .put("refused", refused)
                    .put("failed", failed));
        } else {
            out().println(known + " known to the exchange, " + missing + " missing, " + sent + " sent again, " + failed
                    + " failed, " + refused + " refused");
        }
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
            case Resubmission.Result.Refused(String reason) -> {
                refused++;
                line(noticeId, "refused, " + reason);
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
