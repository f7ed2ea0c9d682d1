package org.harborlight.standalone.directory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.WireFormat;

/** Writes entries behind those that the directory topic holds. Stateless. */
public final class DirectoryAppender {
    private DirectoryAppender() {}

    /**
     * Appends entries without a wait in between: the producer is idempotent, so that none is written where one before it
     * was not. Returns once all of them are written.
     */
    public static void append(
            Map<String, Object> kafka,
            WireFormat<SignedEnvelope> format,
            List<SignedEnvelope> entries,
            long firstSequence) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put("acks", "all");
        settings.put("enable.idempotence", true);
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            long sequence = firstSequence;
            for (SignedEnvelope entry : entries) {
                sent.add(producer.send(
                        new ProducerRecord<>(Topics.DIRECTORY, 0, Long.toString(sequence), format.encode(entry))));
                sequence++;
            }
            producer.flush();
        }
        sent.forEach(DirectoryAppender::written);
    }

    private static void written(Future<RecordMetadata> one) {
        try {
            one.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot write the directory: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the directory was written", e);
        }
    }
}
