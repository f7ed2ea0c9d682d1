package org.harborlight.standalone.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.harborlight.schemas.Command;
import org.harborlight.schemas.CommandEffect;
import org.harborlight.schemas.CommandResult;
import org.harborlight.schemas.command.CommandRules;
import org.harborlight.standalone.operator.GivenCommands;
import org.harborlight.standalone.operator.Places;

/** What came of commands, for a person and for a script. */
final class CommandAnswers {
    private final Map<String, Command> commands;
    private final GivenCommands given;

    /**
     * Pairs them.
     *
     * @param commands by what they are about, as the operator named it
     * @param given what became of them
     */
    CommandAnswers(Map<String, Command> commands, GivenCommands given) {
        this.commands = new LinkedHashMap<>(commands);
        this.given = given;
    }

    boolean allApplied() {
        return commands.values().stream()
                .allMatch(command -> given.answer(command.getCommandId())
                        .filter(result -> result.getEffect() == CommandEffect.APPLIED)
                        .isPresent());
    }

    void print(Subcommand command, boolean json) {
        if (json) {
            command.print(json());
        } else {
            commands.forEach((subject, one) -> command.out().println(subject + "  " + text(one.getCommandId())));
        }
    }

    private String text(String commandId) {
        return given.answer(commandId)
                .map(result ->
                        result.getEffect() == CommandEffect.APPLIED ? "applied" : "refused: " + result.getReason())
                .orElseGet(() -> switch (given.writing(commandId)) {
                    case WRITTEN ->
                        "no answer yet; the command stays good for " + CommandRules.VALIDITY.toHours() + " hours";
                    case UNCERTAIN -> "the write failed; the command may stand in the topic all the same";
                    case NOT_WRITTEN -> "not written, since the one before it failed";
                });
    }

    private ArrayNode json() {
        ArrayNode all = Subcommand.JSON.createArrayNode();
        commands.forEach((subject, command) -> {
            CommandResult result = given.answer(command.getCommandId()).orElse(null);
            ObjectNode one = all.addObject().put("subject", subject).put("commandId", command.getCommandId());
            one.put(
                    "writing",
                    given.writing(command.getCommandId())
                            .name()
                            .toLowerCase(Locale.ROOT)
                            .replace('_', '-'));
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
