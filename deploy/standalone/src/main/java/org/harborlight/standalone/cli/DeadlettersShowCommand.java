package org.harborlight.standalone.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;
import org.harborlight.standalone.operator.LetterContent;
import org.harborlight.standalone.operator.OperatorTopics;
import org.harborlight.standalone.operator.PlacedLetter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** All that an operator may see of one dead letter. */
@Command(
        name = "show",
        description = {
            "Shows a dead letter: reason, origin, ids, sizes and digests. What a notice says is not shown, sealed sections",
            "stay sealed, and what is shown was not believed."
        })
final class DeadlettersShowCommand extends Subcommand {
    @Mixin
    private LetterParameter letter = new LetterParameter();

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        try (OperatorTopics topics = cluster.open()) {
            List<PlacedLetter> found = letter.find(topics);
            LetterText text = new LetterText(new LetterContent(topics));
            ArrayNode all = JSON.createArrayNode();
            found.forEach(one -> all.add(text.json(one)));
            if (json) {
                print(all);
            } else {
                all.forEach(one -> LetterText.lines(one).forEach(out()::println));
            }
        }
        return HarborlightCommand.OK;
    }
}
