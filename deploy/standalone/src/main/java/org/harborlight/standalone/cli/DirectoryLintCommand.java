package org.harborlight.standalone.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.harborlight.standalone.directory.DirectoryFinding;
import org.harborlight.standalone.directory.DirectoryLint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Checks the files of a directory offline. */
@Command(
        name = "lint",
        description = {
            "Checks the files of a directory without an exchange: that each participant signed what its entry says, that",
            "keys and endpoints are sound, that no rule releases more than a partner may receive.",
            "Exit code 0 nothing to correct, 1 findings, 2 bad usage."
        })
final class DirectoryLintCommand extends Subcommand {
    @Mixin
    private FolderOption folder = new FolderOption();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        List<DirectoryFinding> findings = DirectoryLint.of(folder.read());
        if (json) {
            print(json(findings));
        } else {
            findings.forEach(out()::println);
            out().println(
                            findings.isEmpty()
                                    ? "nothing to object to in " + folder.path()
                                    : findings.size() + " findings in " + folder.path());
        }
        return findings.isEmpty() ? HarborlightCommand.OK : HarborlightCommand.FAULT;
    }

    private static ObjectNode json(List<DirectoryFinding> findings) {
        ObjectNode root = JSON.createObjectNode().put("clean", findings.isEmpty());
        ArrayNode array = root.putArray("findings");
        findings.forEach(finding -> array.addObject()
                .put("file", finding.file())
                .put("at", finding.at())
                .put("what", finding.what()));
        return root;
    }
}
