package org.harborlight.standalone.operator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.harborlight.schemas.Command;
import org.harborlight.schemas.CommandKind;
import org.harborlight.schemas.CommandResult;
import org.harborlight.schemas.CommandedDeadLetter;
import org.harborlight.schemas.CommandedDelivery;
import org.harborlight.schemas.CommandedHeldNotice;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.DecodeException;
import org.harborlight.schemas.codec.WireFormat;
import org.harborlight.schemas.command.CommandSigner;
import org.harborlight.schemas.registry.SchemaRegistryException;
import org.harborlight.service.TopicReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes signed commands and waits for their answers. Writing is all that it may do: the service that acts verifies the
 * command and says in topic command-results what came of it. For one thread.
 */
public final class CommandDesk {
    private static final Logger LOG = LoggerFactory.getLogger(CommandDesk.class);

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

    public Command release(CommandedHeldNotice notice) {
        return command(CommandKind.RELEASE).setHeldNotice(notice).build();
    }

    private Command.Builder command(CommandKind kind) {
        return Command.newBuilder()
                .setCommandId(UUID.randomUUID().toString())
                .setKind(kind)
                .setOperator(operator.name())
                .setReason(operator.reason())
                .setAt(clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }

    /** Writes the commands and waits for their answers; what came in time is in what it returns. */
    public GivenCommands give(List<Command> commands, Duration patience) {
        return give(new GivenCommands(commands), signed(commands), patience);
    }

    /** The same for one that several operators have signed, each for itself. */
    public GivenCommands give(SignedOrder order, Duration patience) {
        return giveSigned(List.of(order), patience);
    }

    public GivenCommands giveSigned(List<SignedOrder> orders, Duration patience) {
        WireFormat<SignedEnvelope> format = topics.formats().of(Topics.COMMANDS, SignedEnvelope.class);
        Map<String, byte[]> signed = new LinkedHashMap<>();
        orders.forEach(order -> signed.put(order.command().getCommandId(), format.encode(order.envelope())));
        return give(new GivenCommands(orders.stream().map(SignedOrder::command).toList()), signed, patience);
    }

    private GivenCommands give(GivenCommands given, Map<String, byte[]> signed, Duration patience) {
        try (TopicReader answers = topics.reader()) {
            List<TopicPartition> partitions = OperatorTopics.partitions(answers, Topics.COMMAND_RESULTS);
            answers.assign(partitions);
            answers.seekToEnd(partitions);
            partitions.forEach(answers::position);
            write(signed, given);
            await(given, answers, clock.instant().plus(patience));
        }
        return given;
    }

    /** All of them before the first is written, so that one that cannot be signed leaves nothing half done. */
    private Map<String, byte[]> signed(List<Command> commands) {
        WireFormat<SignedEnvelope> format = topics.formats().of(Topics.COMMANDS, SignedEnvelope.class);
        Map<String, byte[]> signed = new LinkedHashMap<>();
        commands.forEach(command ->
                signed.put(command.getCommandId(), format.encode(CommandSigner.sign(command, operator.keys()))));
        return signed;
    }

    private void write(Map<String, byte[]> signed, GivenCommands given) {
        Map<String, Object> settings = new HashMap<>(topics.kafka());
        settings.put("acks", "all");
        settings.put("enable.idempotence", true);
        long end = topics.commandsEnd();
        try (Producer<String, byte[]> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            new CommandWriter(producer).write(signed, end, given);
        }
    }

    private void await(GivenCommands given, TopicReader answers, Instant until) {
        WireFormat<CommandResult> format = topics.formats().of(Topics.COMMAND_RESULTS, CommandResult.class);
        while (given.open()
                && clock.instant().isBefore(until)
                && !Thread.currentThread().isInterrupted()) {
            answers.poll(Duration.ofMillis(200))
                    .forEach(record -> result(format::decode, record).ifPresent(given::answered));
        }
    }

    /** One that cannot be read is somebody else's trouble; those after it still count. */
    static Optional<CommandResult> result(
            Function<byte[], CommandResult> format, ConsumerRecord<String, byte[]> record) {
        try {
            return Optional.ofNullable(record.value()).map(format);
        } catch (DecodeException | SchemaRegistryException e) {
            LOG.atWarn()
                    .addKeyValue("topic", record.topic())
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .addKeyValue("reason", "undecodable")
                    .log("a record of command-results is passed over");
            return Optional.empty();
        }
    }
}
