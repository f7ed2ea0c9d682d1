package org.harborlight.standalone.cli;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.harborlight.schemas.Command;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.DeliveryStatus;
import org.harborlight.schemas.Topics;
import org.harborlight.standalone.operator.CommandDesk;
import org.harborlight.standalone.operator.DeliveryList;
import org.harborlight.standalone.operator.LetterContent;
import org.harborlight.standalone.operator.OperatorTopics;
import org.harborlight.standalone.operator.PlacedLetter;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Has a record that could not be processed processed once more. */
@CommandLine.Command(
        name = "redrive",
        description = {
            "Has a dead letter processed once more: a delivery as by `deliveries redrive`; a notice goes to its lane again,",
            "where it gets a verdict of its own, and the first one stays. Writes a signed command and waits for its answer.",
            "Exit code 1 unless it was applied."
        })
final class DeadlettersRedriveCommand extends Subcommand {
    @Mixin
    private LetterParameter letter = new LetterParameter();

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private OperatorOptions options = new OperatorOptions();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        var operator = options.operator(cluster);
        try (OperatorTopics topics = cluster.open()) {
            CommandDesk desk = new CommandDesk(topics, operator, InstantSource.system());
            Command command = command(topics, desk, letter.find(topics).getLast());
            CommandAnswers answers =
                    new CommandAnswers(Map.of(letter.name(), command), desk.give(List.of(command), options.patience()));
            answers.print(this, json);
            return answers.allApplied() ? HarborlightCommand.OK : HarborlightCommand.FAULT;
        }
    }

    private static Command command(OperatorTopics topics, CommandDesk desk, PlacedLetter letter) {
        String topic = letter.letter().getOrigin().getTopic();
        if (LetterContent.holdsNotices(topic)) {
            return desk.redrive(letter);
        }
        if (Topics.DELIVERIES.matcher(topic).matches()) {
            return desk.redrive(delivery(topics, letter));
        }
        throw new UsageException("a record of " + topic + " cannot be redriven; its notice has a record of its own");
    }

    private static DeliveryState delivery(OperatorTopics topics, PlacedLetter letter) {
        List<DeliveryState> ended = new DeliveryList(topics)
                .readFrom(letter.letter().getOrigin()).stream()
                        .filter(state -> state.getState() == DeliveryStatus.DEAD_LETTERED)
                        .toList();
        if (ended.isEmpty()) {
            throw new UsageException("no delivery stands dead-lettered for that record");
        }
        return ended.getFirst();
    }
}
