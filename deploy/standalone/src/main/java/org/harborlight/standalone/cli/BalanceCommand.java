package org.harborlight.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import org.harborlight.standalone.runtime.BalanceText;
import org.harborlight.standalone.runtime.ManagementClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The books. */
@Command(
        name = "balance",
        description = "Prints the books: accepted, processed, held, deliveries. Exit code 1 when they do not balance.")
final class BalanceCommand extends Subcommand {
    @Mixin
    private DataOption data = new DataOption();

    @Option(names = "--url", paramLabel = "URL", description = "Management port of a processor, instead of --data.")
    private @Nullable URI url;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        URI processor = new RunningExchange(data.folder()).management("processor", url);
        try (ManagementClient client = new ManagementClient()) {
            ManagementClient.Answer answer = client.get(processor, "/balance");
            if (answer.status() != 200) {
                err().println("harborlight: the ledger is not ready");
                return HarborlightCommand.FAULT;
            }
            JsonNode balance = answer.body();
            if (json) {
                print(balance);
            } else {
                BalanceText.lines(balance).forEach(out()::println);
            }
            return BalanceText.exact(balance) ? HarborlightCommand.OK : HarborlightCommand.FAULT;
        }
    }
}
