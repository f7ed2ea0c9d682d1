package org.harborlight.connector.command;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.harborlight.connector.store.KafkaClients;
import org.harborlight.schemas.Origin;
import org.harborlight.schemas.Topics;
import org.harborlight.service.Background;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads topic commands from its beginning, at every start anew, since what was ordered about notices stays in force, and
 * goes on from there. Begins once the answers that were written before are known, so that nothing is judged twice, and stands
 * still while it is not known who the operators are. One thread of its own.
 */
public final class CommandFollower implements AutoCloseable {
    /** A lane that is just now answering a command is not overtaken by the end of its time. */
    static final Duration GRACE = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(CommandFollower.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private final KafkaClients clients;
    private final CommandResults results;
    private final CommandDoor door;
    private final BooleanSupplier operatorsKnown;
    private final Background background;

    /** @param operatorsKnown whether there is a directory that says who the operators are */
    public CommandFollower(
            KafkaClients clients, CommandResults results, CommandDoor door, BooleanSupplier operatorsKnown) {
        this.clients = clients;
        this.results = results;
        this.door = door;
        this.operatorsKnown = operatorsKnown;
        this.background = new Background("commands", this::run);
    }

    public CommandFollower start() {
        background.start();
        return this;
    }

    private void run() {
        while (!background.closing()) {
            try (Consumer<String, byte[]> consumer = clients.view(Topics.COMMANDS)) {
                Map<TopicPartition, Long> ends = begin(consumer);
                awaitAnswers();
                while (!background.closing()) {
                    if (operatorsKnown.getAsBoolean()) {
                        consumer.poll(POLL)
                                .forEach(record -> door.judge(
                                        record.value(), place(record), Instant.ofEpochMilli(record.timestamp())));
                    } else {
                        background.pause(POLL);
                    }
                    if (reached(consumer, ends)) {
                        door.allKnown();
                    }
                    door.work();
                    door.expire();
                }
            } catch (RuntimeException e) {
                LOG.atError().setCause(e).log("commands cannot be read, trying again");
                background.pause(PAUSE);
            }
        }
    }

    /** Where the topic ends now. */
    private static Map<TopicPartition, Long> begin(Consumer<String, byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.COMMANDS).stream()
                .map(found -> new TopicPartition(found.topic(), found.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer.endOffsets(partitions);
    }

    private static boolean reached(Consumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private void awaitAnswers() {
        Map<TopicPartition, Long> marks = results.marks();
        while (!background.closing() && !results.reached(marks)) {
            background.pause(POLL);
        }
    }

    private static Origin place(ConsumerRecord<String, byte[]> record) {
        return new Origin(record.topic(), record.partition(), record.offset());
    }

    @Override
    public void close() {
        background.close();
    }
}
