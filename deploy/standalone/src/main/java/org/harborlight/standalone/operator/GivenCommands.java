package org.harborlight.standalone.operator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.harborlight.schemas.Command;
import org.harborlight.schemas.CommandResult;
import org.harborlight.schemas.Topics;

/**
 * What became of commands: where each stands in topic commands, if it does, and its answer. An answer names the command,
 * or, where nobody believed the record, its place alone. For one thread.
 */
public final class GivenCommands {
    /** Whether a command stands in the topic. */
    public enum Writing {
        WRITTEN,
        /** The write failed, and the record may stand there all the same. */
        UNCERTAIN,
        /** It was never tried. */
        NOT_WRITTEN
    }

    private final Map<String, Writing> writings = new LinkedHashMap<>();
    private final Map<Long, String> byOffset = new LinkedHashMap<>();
    private final Map<String, CommandResult> answers = new LinkedHashMap<>();

    GivenCommands(List<Command> commands) {
        commands.forEach(command -> writings.put(command.getCommandId(), Writing.NOT_WRITTEN));
    }

    void written(String commandId, long offset) {
        writings.put(commandId, Writing.WRITTEN);
        byOffset.put(offset, commandId);
    }

    void uncertain(String commandId) {
        writings.put(commandId, Writing.UNCERTAIN);
    }

    /** Takes an answer; one to somebody else's command is passed over. */
    void answered(CommandResult result) {
        String named = result.getCommandId();
        if (writings.containsKey(named)) {
            answers.put(named, result);
        } else if (named.isEmpty() && result.getCommand().getTopic().equals(Topics.COMMANDS)) {
            String standing = byOffset.get(result.getCommand().getOffset());
            if (standing != null) {
                answers.putIfAbsent(standing, result);
            }
        }
    }

    /** Whether any that is written has no answer yet. */
    boolean open() {
        return writings.entrySet().stream()
                .anyMatch(one -> one.getValue() == Writing.WRITTEN && !answers.containsKey(one.getKey()));
    }

    public Writing writing(String commandId) {
        return writings.getOrDefault(commandId, Writing.NOT_WRITTEN);
    }

    /** The answer, where one came in time. */
    public Optional<CommandResult> answer(String commandId) {
        return Optional.ofNullable(answers.get(commandId));
    }
}
