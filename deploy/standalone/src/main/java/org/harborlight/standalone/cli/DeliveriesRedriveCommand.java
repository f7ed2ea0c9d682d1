package org.harborlight.standalone.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.harborlight.schemas.Command;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.standalone.operator.CommandDesk;
import org.harborlight.standalone.operator.DeliveryList;
import org.harborlight.standalone.operator.OperatorTopics;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** Sends deliveries that have ended once more. */
@CommandLine.Command(
        name = "redrive",
        description = {
            "Sends deliveries that ended refused, expired or dead-lettered once more, under the same delivery id: writes a",
            "signed command for each, which the connector verifies, and waits for its answer. Exit code 1 unless each was",
            "applied. Applied means that the delivery waits for its partner again; `deliveries list` shows how it goes on."
        })
final class DeliveriesRedriveCommand extends RedriveSubcommand {
    @Parameters(paramLabel = "ID", arity = "1..*", description = "Delivery ids, as `deliveries list` shows them.")
    private List<String> ids = new ArrayList<>();

    @Override
    Map<String, Command> commands(OperatorTopics topics, CommandDesk desk) {
        Map<String, Command> commands = new LinkedHashMap<>();
        known(topics).forEach(delivery -> commands.put(delivery.getDeliveryId(), desk.redrive(delivery)));
        return commands;
    }

    /** All or nothing: a mistyped id must not go unnoticed among many. */
    private List<DeliveryState> known(OperatorTopics topics) {
        List<DeliveryState> known = new DeliveryList(topics).of(Set.copyOf(ids));
        Set<String> unknown = new LinkedHashSet<>(ids);
        known.forEach(delivery -> unknown.remove(delivery.getDeliveryId()));
        if (!unknown.isEmpty()) {
            throw new UsageException("no such delivery, nothing was commanded: " + String.join(", ", unknown));
        }
        return known;
    }
}
