package org.harborlight.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.harborlight.standalone.submitter.ExchangeAnswer;
import org.harborlight.standalone.submitter.SubmitterClient;
import org.harborlight.standalone.submitter.SubmitterFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What became of a notice of this submitter. */
@Command(name = "status", description = "Shows what became of a notice: outcome, deliveries, answers of the desks.")
final class NoticeStatusCommand extends Subcommand {
    @Parameters(paramLabel = "NOTICE-ID", description = "Id of the notice.")
    private String noticeId = "";

    @Mixin
    private SubmitterOptions options = new SubmitterOptions();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (!noticeId.matches("[A-Za-z0-9-]{1,64}")) {
            throw new UsageException("not a notice id: " + noticeId);
        }
        SubmitterFolder submitter = options.folder();
        try (SubmitterClient client = new SubmitterClient(submitter.gateway(), submitter.tls())) {
            ExchangeAnswer answer = client.status(noticeId);
            if (answer.status() != 200) {
                err().println("harborlight: " + answer.reason());
                return HarborlightCommand.FAULT;
            }
            JsonNode status = JSON.readTree(answer.body());
            if (json) {
                print(status);
            } else {
                out().println(StatusText.of(status));
            }
            return HarborlightCommand.OK;
        }
    }
}
