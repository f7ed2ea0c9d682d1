package org.harborlight.standalone.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.harborlight.standalone.directory.HistoryEntry;
import org.harborlight.standalone.operator.OperatorTopics;
import org.harborlight.standalone.partner.PlainText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Every record of the directory topic. */
@Command(
        name = "history",
        description = {
            "Prints every record of the directory topic, from the first: its sequence, when it was made, whose signatures",
            "are good, what it changed, its digest, and, where it was not accepted, why.",
            "Exit code 0 all accepted, 1 some were not or a fault, 2 bad usage."
        })
final class DirectoryHistoryCommand extends Subcommand {
    @Mixin
    private DirectoryOptions options = new DirectoryOptions();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        List<HistoryEntry> entries = new ArrayList<>();
        try (OperatorTopics topics = options.open()) {
            var _ = options.directory(topics).load(entries::add);
        }
        if (json) {
            ObjectNode root = JSON.createObjectNode();
            ArrayNode array = root.putArray("entries");
            entries.forEach(entry -> array.add(json(entry)));
            print(root);
        } else {
            entries.forEach(this::print);
        }
        return entries.stream().allMatch(entry -> entry.rejected().isEmpty())
                ? HarborlightCommand.OK
                : HarborlightCommand.FAULT;
    }

    private void print(HistoryEntry entry) {
        out().println(entry.sequence() + " " + entry.at().map(Object::toString).orElse("?") + " signed by "
                + (entry.signers().isEmpty() ? "nobody" : String.join(", ", entry.signers()))
                + entry.rejected().map(why -> ", REJECTED: " + why).orElse(", accepted"));
        out().println("  offset " + entry.offset() + ", sha-256 " + entry.digest());
        entry.change()
                .ifPresentOrElse(
                        change -> ChangeText.lines(change).forEach(line -> out().println("  " + line)),
                        () -> out().println("  = " + PlainText.line(entry.subject())));
    }

    private static ObjectNode json(HistoryEntry entry) {
        ObjectNode node = JSON.createObjectNode()
                .put("sequence", entry.sequence())
                .put("offset", entry.offset())
                .put("subject", entry.subject())
                .put("digest", entry.digest())
                .put("accepted", entry.rejected().isEmpty());
        entry.at().ifPresent(at -> node.put("at", at.toString()));
        entry.rejected().ifPresent(reason -> node.put("reason", reason));
        ArrayNode signers = node.putArray("signers");
        entry.signers().forEach(signers::add);
        entry.change().ifPresent(change -> node.set("change", ChangeText.json(change)));
        return node;
    }
}
