package org.harborlight.standalone.runtime;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.harborlight.schemas.ExchangeKeys;
import org.harborlight.schemas.Jurisdiction;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.RuleTable;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.WireFormat;
import org.harborlight.schemas.directory.Directory;
import org.harborlight.schemas.directory.DirectoryLoader;
import org.harborlight.schemas.directory.DirectorySigner;
import org.harborlight.schemas.directory.LoadResult;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.service.TopicReader;

/**
 * Appends signed entries to the directory, each chained to the one before. What the directory already says is not said
 * again. The only writer of a standalone exchange; used by one thread at a time.
 */
public final class DirectoryPublisher {
    private static final TopicPartition PARTITION = new TopicPartition(Topics.DIRECTORY, 0);

    private final Map<String, Object> kafka;
    private final WireFormat<SignedEnvelope> format;
    private final DirectoryLoader loader;
    private final List<SigningKey> operators;
    private final InstantSource clock;

    public DirectoryPublisher(
            Map<String, Object> kafka,
            WireFormat<SignedEnvelope> format,
            DirectoryLoader loader,
            List<SigningKey> operators,
            InstantSource clock) {
        this.kafka = Map.copyOf(kafka);
        this.format = format;
        this.loader = loader;
        this.operators = List.copyOf(operators);
        this.clock = clock;
    }

    /** Folds what the topic holds. */
    public Directory load() {
        try (TopicReader consumer = new TopicReader(kafka)) {
            consumer.readToEnd(List.of(PARTITION), record -> apply(format.decode(record.value())));
        }
        return loader.current();
    }

    /**
     * Appends those entries that say something new; returns the directory after them. They are sent without a wait in
     * between: the producer is idempotent, so that none is written where one before it was not.
     */
    public Directory publish(List<? extends SpecificRecord> bodies) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put("acks", "all");
        settings.put("enable.idempotence", true);
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            for (SpecificRecord body : bodies) {
                if (!says(loader.current(), body)) {
                    sent.add(append(producer, body));
                }
            }
            producer.flush();
        }
        sent.forEach(DirectoryPublisher::written);
        return loader.current();
    }

    private Future<RecordMetadata> append(KafkaProducer<String, byte[]> producer, SpecificRecord body) {
        SignedEnvelope entry = DirectorySigner.sign(loader.current(), body, clock.instant(), operators);
        long sequence = loader.current().sequence() + 1;
        apply(entry);
        return producer.send(new ProducerRecord<>(Topics.DIRECTORY, 0, Long.toString(sequence), format.encode(entry)));
    }

    private static void written(Future<RecordMetadata> one) {
        try {
            one.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot write the directory", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the directory was written", e);
        }
    }

    private void apply(SignedEnvelope entry) {
        if (loader.apply(entry) instanceof LoadResult.Rejected(String reason)) {
            throw new IllegalStateException("the directory has an entry that is not to be believed: " + reason);
        }
    }

    private static boolean says(Directory directory, SpecificRecord body) {
        return switch (body) {
            case Participant participant ->
                directory.participant(participant.getParticipantId()).equals(Optional.of(participant));
            case Jurisdiction jurisdiction ->
                directory.jurisdiction(jurisdiction.getCountry()).equals(Optional.of(jurisdiction));
            case RuleTable rules -> directory.rules().equals(rules);
            case ExchangeKeys keys ->
                keys.getKeys().stream()
                        .allMatch(key -> directory
                                .exchangeKey(key.getPurpose(), key.getKey().getKeyId())
                                .isPresent());
            default -> throw new IllegalArgumentException("not a directory entry: " + body.getClass());
        };
    }
}
