package org.harborlight.standalone.operator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.harborlight.schemas.Command;
import org.harborlight.schemas.CommandKind;
import org.harborlight.schemas.CommandResult;
import org.harborlight.schemas.CommandedDeadLetter;
import org.harborlight.schemas.CommandedDelivery;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.WireFormat;
import org.harborlight.schemas.command.CommandSigner;
import org.harborlight.service.TopicReader;

/**
 * Writes signed commands and waits for their answers. Writing is all that it may do: the service that acts verifies the
 * command and says in topic command-results what came of it. For one thread.
 */
public final class CommandDesk {
    private static final TopicPartition COMMANDS = new TopicPartition(Topics.COMMANDS, 0);

    private final OperatorTopics topics;
    private final Operator operator;
    private final InstantSource clock;

    public CommandDesk(OperatorTopics topics, Operator operator, InstantSource clock) {
        this.topics = topics;
        this.operator = operator;
        this.clock = clock;
    }

    public Command redrive(DeliveryState delivery) {
        return command(CommandKind.REDRIVE_DELIVERY)
                .setDelivery(
                        new CommandedDelivery(delivery.getDeliveryId(), delivery.getPartnerId(), delivery.getLane()))
                .build();
    }

    public Command redrive(PlacedLetter letter) {
        return command(CommandKind.REDRIVE_DEAD_LETTER)
                .setDeadLetter(
                        new CommandedDeadLetter(letter.place(), letter.letter().getOrigin()))
                .build();
    }

    private Command.Builder command(CommandKind kind) {
        return Command.newBuilder()
                .setCommandId(UUID.randomUUID().toString())
                .setKind(kind)
                .setOperator(operator.name())
                .setReason(operator.reason())
                .setAt(clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }

    /** Writes the commands, and returns the answers that came in time, by command id. */
    public Map<String, CommandResult> give(List<Command> commands, Duration patience) {
        try (TopicReader answers = topics.reader()) {
            List<TopicPartition> partitions = OperatorTopics.partitions(answers, Topics.COMMAND_RESULTS);
            answers.assign(partitions);
            answers.seekToEnd(partitions);
            partitions.forEach(answers::position);
            write(commands);
            return await(commands, answers, clock.instant().plus(patience));
        }
    }

    private void write(List<Command> commands) {
        WireFormat<SignedEnvelope> format = topics.formats().of(Topics.COMMANDS, SignedEnvelope.class);
        Map<String, Object> settings = new HashMap<>(topics.kafka());
        settings.put("acks", "all");
        settings.put("enable.idempotence", true);
        long sequence = end();
        try (Producer<String, byte[]> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            for (Command command : commands) {
                byte[] value = format.encode(CommandSigner.sign(command, operator.keys()));
                producer.send(new ProducerRecord<>(Topics.COMMANDS, 0, Long.toString(sequence), value))
                        .get();
                sequence++;
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot write the command: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while commands were written", e);
        }
    }

    private long end() {
        try (TopicReader reader = topics.reader()) {
            return reader.endOffsets(List.of(COMMANDS)).getOrDefault(COMMANDS, 0L);
        }
    }

    private Map<String, CommandResult> await(List<Command> commands, TopicReader answers, Instant until) {
        WireFormat<CommandResult> format = topics.formats().of(Topics.COMMAND_RESULTS, CommandResult.class);
        Map<String, CommandResult> found = new LinkedHashMap<>();
        List<String> ids = commands.stream().map(Command::getCommandId).toList();
        while (found.size() < ids.size() && clock.instant().isBefore(until)) {
            answers.poll(Duration.ofMillis(200)).forEach(record -> {
                CommandResult result = format.decode(record.value());
                if (ids.contains(result.getCommandId())) {
                    found.put(result.getCommandId(), result);
                }
            });
        }
        return found;
    }
}
