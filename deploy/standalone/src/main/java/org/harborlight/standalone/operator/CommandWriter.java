package org.harborlight.standalone.operator;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.harborlight.schemas.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes commands one after another and notes where each stands. The first that fails ends it: those before it are
 * written, those after it are not. For one thread.
 */
final class CommandWriter {
    private static final Logger LOG = LoggerFactory.getLogger(CommandWriter.class);
    private static final int PARTITION = 0;

    private final Producer<String, byte[]> producer;

    CommandWriter(Producer<String, byte[]> producer) {
        this.producer = producer;
    }

    /**
     * Writes.
     *
     * @param signed the records, by command id
     * @param end where the topic ends now
     */
    void write(Map<String, byte[]> signed, long end, GivenCommands given) {
        long sequence = end;
        for (Map.Entry<String, byte[]> command : signed.entrySet()) {
            ProducerRecord<String, byte[]> record =
                    new ProducerRecord<>(Topics.COMMANDS, PARTITION, Long.toString(sequence), command.getValue());
            try {
                given.written(command.getKey(), producer.send(record).get().offset());
            } catch (ExecutionException | KafkaException e) {
                failed(command.getKey(), e, given);
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                failed(command.getKey(), e, given);
                return;
            }
            sequence++;
        }
    }

    private static void failed(String commandId, Exception fault, GivenCommands given) {
        given.uncertain(commandId);
        LOG.atWarn()
                .addKeyValue("commandId", commandId)
                .addKeyValue("topic", Topics.COMMANDS)
                .setCause(fault)
                .log("a command could not be written");
    }
}
