package org.harborlight.standalone.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.harborlight.schemas.notice.Finding;
import org.harborlight.standalone.submitter.ExchangeAnswer;
import org.harborlight.standalone.submitter.NoticePreparation;
import org.harborlight.standalone.submitter.Outbox;
import org.harborlight.standalone.submitter.ReceiptCheck;
import org.harborlight.standalone.submitter.SubmitterClient;
import org.harborlight.standalone.submitter.SubmitterFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Submits a hand-written notice; repeating the command sends the same bytes. */
@Command(
        name = "submit",
        description = {
            "Reads a notice as plain JSON, checks it, seals its sections, signs it and submits it.",
            "The bytes are kept in the outbox first: repeating the command sends the same ones again,",
            "which the exchange recognises. Prints the receipt and the status."
        })
final class NoticeSubmitCommand extends Subcommand {
    @Parameters(
            paramLabel = "FILE",
            description = "Notice as plain JSON; see deploy/samples/case.json and `harborlight notice template`.")
    private Path file = Path.of("");

    @Mixin
    private SubmitterOptions options = new SubmitterOptions();

    @Option(names = "--dry-run", description = "Only check; neither seal nor send.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        SubmitterFolder submitter = options.folder();
        byte[] caseFile = readFile(file);
        NoticePreparation preparation = new NoticePreparation(submitter, Instant::now);
        List<Finding> findings = preparation.check(caseFile);
        if (!findings.isEmpty()) {
            return explain(findings);
        }
        if (dryRun) {
            out().println("nothing to object to; not sent (--dry-run)");
            return HarborlightCommand.OK;
        }
        Outbox.Entry entry = preparation.prepare(caseFile);
        try (SubmitterClient client = new SubmitterClient(submitter.gateway(), submitter.tls())) {
            return report(submitter, client, entry, client.submit(entry.bytes()));
        } catch (IOException e) {
            err().println(
                            "harborlight: no answer from " + submitter.gateway()
                                    + "; the notice may have arrived. It is in the outbox: repeat the command, it sends the same bytes.");
            return HarborlightCommand.FAULT;
        }
    }

    private int explain(List<Finding> findings) {
        if (json) {
            ArrayNode array = JSON.createArrayNode();
            findings.forEach(finding -> array.addObject()
                    .put("problem", finding.problem())
                    .put("pointer", finding.pointer())
                    .put("message", finding.message()));
            print(JSON.createObjectNode().set("findings", array));
        } else {
            err().println("harborlight: not sent, " + findings.size() + " thing(s) to correct in " + file + ":");
            findings.forEach(finding -> err().println(
                            "  " + finding.pointer() + ": " + finding.message() + " (" + finding.problem() + ")"));
            err().println("`harborlight notice lint " + file + "` explains each.");
        }
        return HarborlightCommand.BAD_USAGE;
    }

    private int report(SubmitterFolder submitter, SubmitterClient client, Outbox.Entry entry, ExchangeAnswer answer)
            throws IOException {
        if (!answer.accepted()) {
            err().println("harborlight: refused, " + answer.reason()
                    + (answer.retryable() ? "; repeat the command later, it sends the same bytes" : ""));
            answer.problem().ifPresent(problem -> err().println(problem.toPrettyString()));
            return HarborlightCommand.FAULT;
        }
        Path receiptFile = submitter.outbox().keepReceipt(entry.noticeId(), answer.body());
        ReceiptCheck receipt = ReceiptCheck.of(answer.body(), submitter.exchangeKeys(), Instant.now());
        Optional<ExchangeAnswer> status = new StatusWait(client).known(entry.noticeId());
        if (json) {
            ObjectNode root = receipt.toJson();
            if (status.isPresent()) {
                root.set("status", JSON.readTree(status.get().body()));
            }
            print(root);
        } else {
            receipt.lines().forEach(out()::println);
            out().println("kept in  " + receiptFile);
            out().println();
            out().println(
                            status.isPresent()
                                    ? StatusText.of(JSON.readTree(status.get().body()))
                                    : "no status yet");
        }
        return receipt.genuine() ? HarborlightCommand.OK : HarborlightCommand.FAULT;
    }
}
