package org.harborlight.standalone.cli;

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

/** Has a record that could not be processed processed once more. */
@CommandLine.Command(
        name = "redrive",
        description = {
            "Has a dead letter processed once more: a delivery as by `deliveries redrive`; a notice goes to its lane again,",
            "where it gets a verdict of its own, and the first one stays. Writes a signed command and waits for its answer.",
            "Exit code 1 unless it was applied."
        })
final class DeadlettersRedriveCommand extends RedriveSubcommand {
    @Mixin
    private LetterParameter letter = new LetterParameter();

    @Override
    Map<String, Command> commands(OperatorTopics topics, CommandDesk desk) {
        return Map.of(letter.name(), command(topics, desk, letter.find(topics).getLast()));
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
