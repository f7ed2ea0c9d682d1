package org.harborlight.standalone.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Instant;
import java.util.List;
import org.harborlight.standalone.operator.DeadLetterList;
import org.harborlight.standalone.operator.LetterContent;
import org.harborlight.standalone.operator.OperatorTopics;
import org.harborlight.standalone.operator.PlacedLetter;
import org.harborlight.standalone.operator.Places;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Records that could not be processed. */
@Command(
        name = "list",
        description =
                "Lists the records that could not be processed, oldest first: when, why, where each stood, its ids.")
final class DeadlettersListCommand extends Subcommand {
    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            defaultValue = "7d",
            description = "From then on: an instant, or 30m, 24h, 7d ago (default: ${DEFAULT-VALUE}).")
    private String since = "7d";

    @Option(names = "--topic", paramLabel = "NAME", description = "Only records that stood in this topic.")
    private @Nullable String topic;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        Instant from = Since.parse(since, Instant.now());
        try (OperatorTopics topics = cluster.open()) {
            List<PlacedLetter> found = new DeadLetterList(topics).find(from, this::wanted);
            LetterText text = new LetterText(new LetterContent(topics));
            if (json) {
                ArrayNode all = JSON.createArrayNode();
                found.forEach(letter -> all.add(text.json(letter)));
                print(all);
            } else {
                found.forEach(letter -> out().println(text.line(letter)));
                out().println(found.size() + (found.size() == 1 ? " dead letter" : " dead letters"));
            }
        }
        return HarborlightCommand.OK;
    }

    private boolean wanted(PlacedLetter letter) {
        return topic == null || letter.letter().getOrigin().getTopic().equals(Places.topic(topic));
    }
}
