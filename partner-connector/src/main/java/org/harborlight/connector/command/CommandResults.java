package org.harborlight.connector.command;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.harborlight.connector.store.CompactedView;
import org.harborlight.schemas.CommandResult;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.DecodeException;
import org.harborlight.schemas.codec.WireFormat;
import org.harborlight.schemas.command.CommandRules;

/**
 * What came of commands, as it stands in topic command-results, whichever instance wrote it. Lags behind the topic by
 * moments; who must be certain takes {@link #marks()} and waits until they are reached. Thread-safe.
 */
public final class CommandResults {
    private final CompactedView view;
    private final WireFormat<CommandResult> format;

    public CommandResults(CompactedView view, WireFormat<CommandResult> format) {
        this.view = view;
        this.format = format;
    }

    /** For the view: takes each answered command out of the book. */
    public static CompactedView.Watcher answering(CommandBook book, WireFormat<CommandResult> format) {
        return (_, value) -> decode(format, value).ifPresent(result -> book.answered(result.getCommandId()));
    }

    /** @param key a command id, or the place of a record that cannot be believed */
    Optional<CommandResult> find(String key) {
        return view.get(key).flatMap(value -> decode(format, value));
    }

    /** Whether it stands there already that the command at this place had this effect. */
    boolean tells(CommandResult result) {
        return find(CommandRules.resultKey(result))
                .filter(told -> told.getCommand().equals(result.getCommand()) && told.getEffect() == result.getEffect())
                .isPresent();
    }

    public boolean answered(OpenCommand command) {
        return find(command.id()).isPresent();
    }

    /** See {@link CompactedView#highWatermarks()}. */
    public Map<TopicPartition, Long> marks() {
        return view.highWatermarks();
    }

    public boolean reached(Map<TopicPartition, Long> marks) {
        return view.hasReached(marks);
    }

    public ProducerRecord<String, byte[]> record(CommandResult result) {
        return new ProducerRecord<>(Topics.COMMAND_RESULTS, CommandRules.resultKey(result), format.encode(result));
    }

    private static Optional<CommandResult> decode(WireFormat<CommandResult> format, byte[] value) {
        try {
            return Optional.of(format.decode(value));
        } catch (DecodeException e) {
            return Optional.empty();
        }
    }
}
