package org.harborlight.processor.redrive;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.harborlight.schemas.ClientNames;
import org.harborlight.schemas.Origin;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.WireFormats;
import org.harborlight.schemas.command.CommandVerifier;
import org.harborlight.service.Background;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads topic commands as one of a group, so that one instance at a time answers, record by record, from where the last
 * answer was committed. One thread of its own; a fault pauses it and changes nothing, and so does a directory that is not known.
 */
public final class RedriveFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RedriveFollower.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Map<String, Object> kafka;
    private final RedriveDesk desk;
    private final RedriveTransaction transaction;
    private final BooleanSupplier operatorsKnown;
    private final Background background;

    /** @param operatorsKnown whether there is a directory that says who the operators are */
    public RedriveFollower(
            Map<String, Object> kafka,
            WireFormats formats,
            CommandVerifier verifier,
            BooleanSupplier operatorsKnown,
            InstantSource clock) {
        this.kafka = Map.copyOf(kafka);
        RedriveFormats own = RedriveFormats.of(formats);
        this.desk = new RedriveDesk(verifier, own, RedriveSources.of(kafka, own.results()), clock);
        this.transaction = new RedriveTransaction(kafka, own.results());
        this.operatorsKnown = operatorsKnown;
        this.background = new Background("redrive", this::run);
    }

    public RedriveFollower start() {
        background.start();
        return this;
    }

    private void run() {
        while (!background.closing()) {
            if (!operatorsKnown.getAsBoolean()) {
                background.pause(PAUSE);
                continue;
            }
            try (Consumer<String, byte[]> consumer = consumer()) {
                consumer.subscribe(List.of(Topics.COMMANDS));
                while (!background.closing() && operatorsKnown.getAsBoolean()) {
                    consumer.poll(POLL).forEach(record -> answer(record, consumer));
                }
            } catch (RuntimeException e) {
                LOG.atError().setCause(e).log("commands cannot be answered, trying again");
                background.pause(PAUSE);
            }
        }
    }

    private void answer(ConsumerRecord<String, byte[]> record, Consumer<String, byte[]> consumer) {
        Origin place = new Origin(record.topic(), record.partition(), record.offset());
        Map<TopicPartition, OffsetAndMetadata> done = Map.of(
                new TopicPartition(record.topic(), record.partition()), new OffsetAndMetadata(record.offset() + 1));
        RedriveAnswer answer = desk.answer(record.value(), place);
        if (answer instanceof RedriveAnswer.None) {
            consumer.commitSync(done);
        } else {
            transaction.commit(answer, done, consumer.groupMetadata());
        }
    }

    private Consumer<String, byte[]> consumer() {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, ClientNames.REDRIVE);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public void close() {
        background.close();
    }
}
