package org.harborlight.standalone.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import org.harborlight.schemas.directory.Directory;
import org.harborlight.standalone.directory.DirectoryChange;
import org.harborlight.standalone.directory.Proposal;
import org.harborlight.standalone.operator.OperatorTopics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Appends a signed proposal to the directory. */
@Command(
        name = "apply",
        description = {
            "Appends a signed proposal to the directory. Refuses one with too few signatures, and one that was made before",
            "somebody else changed the directory. The topics of new partners are made first, so that no case is held for",
            "want of one. Services follow by themselves. Entries that change the operators are refused where commands were",
            "given since they were signed, by somebody who would be an operator no more.",
            "Exit code 0 applied, 1 refused or a fault, or applied and commands must be given again; 2 bad usage."
        })
final class DirectoryApplyCommand extends Subcommand {
    @Mixin
    private DirectoryOptions options = new DirectoryOptions();

    @Parameters(paramLabel = "PROPOSAL", description = "File that `directory sign` made.")
    private Path file = Path.of("");

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        readFile(file);
        Proposal proposal = usable(file.toString(), () -> Proposal.read(file));
        try (OperatorTopics topics = options.open()) {
            return switch (new DirectoryChange(topics, options.directory(topics)).apply(proposal)) {
                case DirectoryChange.Result.Applied(Directory now, int made, List<Long> again) -> {
                    say(
                            "applied",
                            "the directory is at entry " + now.sequence() + " now; " + made + " topics made",
                            now);
                    if (again.isEmpty()) {
                        yield HarborlightCommand.OK;
                    }
                    err().println("harborlight: give the commands at offsets " + again
                            + " of topic commands again: those who gave them were operators no more by then");
                    yield HarborlightCommand.FAULT;
                }
                case DirectoryChange.Result.Overtaken(Directory now) -> {
                    say("overtaken", "another entry came first, and this has no effect: sign anew", now);
                    yield HarborlightCommand.FAULT;
                }
                case DirectoryChange.Result.Refused(String why) -> {
                    if (json) {
                        print(JSON.createObjectNode().put("result", "refused").put("reason", why));
                    } else {
                        err().println("harborlight: refused, " + why);
                    }
                    yield HarborlightCommand.FAULT;
                }
            };
        }
    }

    private void say(String result, String text, Directory now) {
        if (json) {
            ObjectNode node = JSON.createObjectNode().put("result", result);
            print(node.put("sequence", now.sequence()).put("head", now.head()));
        } else {
            out().println(result + ": " + text);
        }
    }
}
