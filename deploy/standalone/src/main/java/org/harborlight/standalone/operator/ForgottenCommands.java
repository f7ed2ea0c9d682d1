package org.harborlight.standalone.operator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.harborlight.schemas.Command;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.DecodeException;
import org.harborlight.schemas.codec.WireFormat;
import org.harborlight.schemas.command.CommandCheck;
import org.harborlight.schemas.command.CommandVerifier;
import org.harborlight.schemas.directory.OperatorHistory;

/**
 * Finds commands that the operators of today gave, and that nobody would believe any more once others are operators from an
 * offset on: a hold or an erasure among them would be forgotten at the next start of a service. Stateless.
 */
public final class ForgottenCommands {
    private ForgottenCommands() {}

    /**
     * Where they stand.
     *
     * @param from offset in topic commands from which on only the operators after count
     */
    public static List<Long> find(OperatorTopics topics, long from, OperatorHistory before, OperatorHistory after) {
        WireFormat<SignedEnvelope> format = topics.formats().of(Topics.COMMANDS, SignedEnvelope.class);
        CommandVerifier now = new CommandVerifier(() -> before, topics.formats().payload(Command.class));
        CommandVerifier then = new CommandVerifier(() -> after, topics.formats().payload(Command.class));
        List<Long> forgotten = new ArrayList<>();
        topics.each(Topics.COMMANDS, record -> {
            if (record.offset() >= from && believed(now, format, record) && !believed(then, format, record)) {
                forgotten.add(record.offset());
            }
        });
        return forgotten;
    }

    private static boolean believed(
            CommandVerifier operators, WireFormat<SignedEnvelope> format, ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            return false;
        }
        try {
            Instant written = Instant.ofEpochMilli(record.timestamp());
            return !(operators.check(format.decode(record.value()), written) instanceof CommandCheck.Rejected);
        } catch (DecodeException notACommand) {
            return false;
        }
    }
}
