package org.harborlight.standalone.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.harborlight.schemas.directory.Directory;
import org.harborlight.standalone.directory.Change;
import org.harborlight.standalone.directory.DirectoryFolder;
import org.harborlight.standalone.directory.DroppedKeys;
import org.harborlight.standalone.operator.OperatorTopics;
import org.harborlight.standalone.partner.PlainText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the files would change in the running directory. */
@Command(
        name = "diff",
        description = {
            "Says what the files would change in the directory of a running exchange, field by field. What the directory",
            "has and the files have not stays: a participant is never deleted, its status is set to REVOKED.",
            "Exit code 0 no change, 1 changes or a fault, 2 bad usage."
        })
final class DirectoryDiffCommand extends Subcommand {
    @Mixin
    private FolderOption folder = new FolderOption();

    @Mixin
    private DirectoryOptions options = new DirectoryOptions();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        DirectoryFolder files = folder.sound();
        try (OperatorTopics topics = options.open()) {
            Directory now = options.directory(topics).load().current();
            List<Change> changes = files.bodies().stream()
                    .map(body -> Change.of(now, body))
                    .flatMap(Optional::stream)
                    .toList();
            List<String> dropped = DroppedKeys.of(now, files.exchange(), Instant.now());
            if (json) {
                print(json(now, changes, dropped));
            } else {
                changes.forEach(change -> ChangeText.lines(change).forEach(out()::println));
                dropped.forEach(id -> out().println("! exchange.yaml leaves out " + PlainText.line(id)
                        + ", which has not ended: `directory sign` refuses that"));
                out().println(changes.size() + " changes to the directory at entry " + now.sequence());
            }
            return changes.isEmpty() ? HarborlightCommand.OK : HarborlightCommand.FAULT;
        }
    }

    private static ObjectNode json(Directory now, List<Change> changes, List<String> dropped) {
        ObjectNode root =
                JSON.createObjectNode().put("sequence", now.sequence()).put("head", now.head());
        ArrayNode array = root.putArray("changes");
        changes.forEach(change -> array.add(ChangeText.json(change)));
        ArrayNode keys = root.putArray("droppedKeys");
        dropped.forEach(keys::add);
        return root;
    }
}
