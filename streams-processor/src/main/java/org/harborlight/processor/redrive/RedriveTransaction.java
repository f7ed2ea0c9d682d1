package org.harborlight.processor.redrive;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.harborlight.schemas.ClientNames;
import org.harborlight.schemas.CommandResult;
import org.harborlight.schemas.Origin;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.WireFormat;
import org.harborlight.schemas.command.CommandRules;

/**
 * Writes what a command does, its answer and the offset of the command in one transaction, so that it is done once,
 * whichever instance is killed. Its producer is made for one answer: they are rare, and the instances share one
 * transactional id, so that a new owner ends what a former one left open.
 */
final class RedriveTransaction {
    /** As that of the lanes: an open transaction holds up who reads the handovers. */
    private static final int TIMEOUT_MILLIS = 10_000;

    private final Map<String, Object> kafka;
    private final WireFormat<CommandResult> results;

    RedriveTransaction(Map<String, Object> kafka, WireFormat<CommandResult> results) {
        this.kafka = Map.copyOf(kafka);
        this.results = results;
    }

    /**
     * Commits.
     *
     * @param done the next offset of topic commands
     */
    void commit(RedriveAnswer answer, Map<TopicPartition, OffsetAndMetadata> done, ConsumerGroupMetadata group) {
        try (Producer<String, byte[]> producer = producer()) {
            producer.initTransactions();
            producer.beginTransaction();
            switch (answer) {
                case RedriveAnswer.None _ -> {}
                case RedriveAnswer.Refused(CommandResult result) -> write(producer, result);
                case RedriveAnswer.Again again ->
                    write(
                            producer,
                            again.applied(place(producer.send(again.notice()).get())));
            }
            producer.sendOffsetsToTransaction(done, group);
            producer.commitTransaction();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a notice could not be redriven", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a notice was redriven", e);
        }
    }

    private void write(Producer<String, byte[]> producer, CommandResult result) {
        var _ = producer.send(
                new ProducerRecord<>(Topics.COMMAND_RESULTS, CommandRules.resultKey(result), results.encode(result)));
    }

    private static Origin place(RecordMetadata written) {
        return new Origin(written.topic(), written.partition(), written.offset());
    }

    private Producer<String, byte[]> producer() {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, ClientNames.REDRIVE);
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TIMEOUT_MILLIS);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }
}
