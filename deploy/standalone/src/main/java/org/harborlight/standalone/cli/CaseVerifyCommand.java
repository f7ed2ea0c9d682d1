package org.harborlight.standalone.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.harborlight.standalone.partner.CaseEvidence;
import org.harborlight.standalone.partner.CaseText;
import org.harborlight.standalone.partner.DeliveryCheck;
import org.harborlight.standalone.partner.DeliveryVerifier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Offline: what a saved delivery proves, and what it does not. */
@Command(
        name = "verify",
        description = {
            "Says, offline, who said what, when, and that it is unchanged; and what it could not verify.",
            "Exit code 1 when something is wrong."
        })
final class CaseVerifyCommand extends Subcommand {
    @Mixin
    private CaseFileOptions options = new CaseFileOptions();

    @Option(
            names = "--submitter-keys",
            paramLabel = "JWKS",
            description = "Public keys of submitters, to verify enclosed envelopes with.")
    private @Nullable Path submitterKeys;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        DeliveryCheck check = new DeliveryVerifier(options.exchangeKeys().lookup(), options.addressee())
                .verify(options.body(), Instant.now());
        CaseEvidence.Findings findings =
                new CaseEvidence(Optional.ofNullable(submitterKeys).map(CaseFileOptions::read)).of(check);
        if (json) {
            ObjectNode root = JSON.createObjectNode().put("stands", findings.stands());
            fill(root.putArray("verified"), findings.verified());
            fill(root.putArray("notVerified"), findings.notVerified());
            fill(root.putArray("wrong"), findings.wrong());
            print(root);
        } else {
            if (check instanceof DeliveryCheck.Genuine genuine) {
                CaseText.summary(genuine.delivery()).forEach(out()::println);
            }
            list("Verified", findings.verified());
            list("Wrong", findings.wrong());
            list("Not verified", findings.notVerified());
        }
        return findings.stands() ? HarborlightCommand.OK : HarborlightCommand.FAULT;
    }

    private void list(String title, List<String> lines) {
        if (!lines.isEmpty()) {
            out().println();
            out().println(title + ":");
            lines.forEach(line -> out().println("  - " + line));
        }
    }

    private static void fill(ArrayNode array, List<String> lines) {
        lines.forEach(array::add);
    }
}
