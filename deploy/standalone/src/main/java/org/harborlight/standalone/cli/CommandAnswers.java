package org.harborlight.standalone.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.harborlight.schemas.Command;
import org.harborlight.schemas.CommandEffect;
import org.harborlight.schemas.CommandResult;
import org.harborlight.schemas.command.CommandRules;
import org.harborlight.standalone.operator.Places;
import org.jspecify.annotations.Nullable;

/** What came of commands, for a person and for a script. */
final class CommandAnswers {
    private final Map<String, Command> commands;
    private final Map<String, CommandResult> results;

    /**
     * Pairs them.
     *
     * @param commands by what they are about, as the operator named it
     * @param results those that have come, by command id
     */
    CommandAnswers(Map<String, Command> commands, Map<String, CommandResult> results) {
        this.commands = new LinkedHashMap<>(commands);
        this.results = Map.copyOf(results);
    }

    boolean allApplied() {
        return commands.values().stream().allMatch(command -> {
            CommandResult result = results.get(command.getCommandId());
            return result != null && result.getEffect() == CommandEffect.APPLIED;
        });
    }

    void print(Subcommand command, boolean json) {
        if (json) {
            command.print(json());
        } else {
            commands.forEach((subject, given) ->
                    command.out().println(subject + "  " + text(results.get(given.getCommandId()))));
        }
    }

    private static String text(@Nullable CommandResult result) {
        if (result == null) {
            return "no answer yet; the command stays good for " + CommandRules.VALIDITY.toHours() + " hours";
        }
        return result.getEffect() == CommandEffect.APPLIED ? "applied" : "refused: " + result.getReason();
    }

    private ArrayNode json() {
        ArrayNode all = Subcommand.JSON.createArrayNode();
        commands.forEach((subject, command) -> {
            CommandResult result = results.get(command.getCommandId());
            ObjectNode one = all.addObject().put("subject", subject).put("commandId", command.getCommandId());
            one.put("effect", result == null ? null : result.getEffect().name());
            if (result != null && result.getReason() != null) {
                one.put("reason", result.getReason());
            }
            if (result != null && result.getRecord() != null) {
                one.put("record", Places.text(result.getRecord()));
            }
        });
        return all;
    }
}
