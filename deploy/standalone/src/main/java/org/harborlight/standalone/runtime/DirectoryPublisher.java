package org.harborlight.standalone.runtime;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.harborlight.schemas.ExchangeKey;
import org.harborlight.schemas.ExchangeKeys;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.DecodeException;
import org.harborlight.schemas.codec.WireFormat;
import org.harborlight.schemas.directory.Directory;
import org.harborlight.schemas.directory.DirectoryLoader;
import org.harborlight.schemas.directory.DirectorySigner;
import org.harborlight.schemas.directory.LoadResult;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.service.TopicReader;
import org.harborlight.standalone.directory.Change;
import org.harborlight.standalone.directory.DirectoryAppender;
import org.harborlight.standalone.pki.LocalOperators;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends signed entries to the directory, each chained to the one before. What the directory already says is not said
 * again. The only writer of a standalone exchange; used by one thread at a time.
 */
public final class DirectoryPublisher {
    private static final Logger LOG = LoggerFactory.getLogger(DirectoryPublisher.class);
    private static final TopicPartition PARTITION = new TopicPartition(Topics.DIRECTORY, 0);

    private final Map<String, Object> kafka;
    private final WireFormat<SignedEnvelope> format;
    private final DirectoryLoader loader;
    private final LocalOperators operators;
    private final InstantSource clock;

    public DirectoryPublisher(
            Map<String, Object> kafka,
            WireFormat<SignedEnvelope> format,
            DirectoryLoader loader,
            LocalOperators operators,
            InstantSource clock) {
        this.kafka = Map.copyOf(kafka);
        this.format = format;
        this.loader = loader;
        this.operators = operators;
        this.clock = clock;
    }

    /** Folds what the topic holds. */
    public Directory load() {
        return load(_ -> {});
    }

    /** The same; each snapshot on the way is handed on. */
    Directory load(Consumer<Directory> each) {
        try (TopicReader consumer = new TopicReader(kafka)) {
            consumer.readToEnd(List.of(PARTITION), record -> {
                read(record);
                each.accept(loader.current());
            });
        }
        return loader.current();
    }

    /**
     * Appends those entries that say something new; returns the directory after them.
     *
     * @throws IllegalStateException where there is something new, and too few operators are here to sign it
     */
    public Directory publish(List<? extends SpecificRecord> bodies) {
        long first = loader.current().sequence() + 1;
        List<SignedEnvelope> entries = new ArrayList<>();
        for (SpecificRecord body : bodies) {
            if (!says(loader.current(), body)) {
                Directory now = loader.current();
                List<SigningKey> signers = operators.signers(now.operators().current());
                SignedEnvelope entry = DirectorySigner.sign(now, body, clock.instant(), signers);
                apply(entry);
                entries.add(entry);
            }
        }
        DirectoryAppender.append(kafka, format, entries, first);
        return loader.current();
    }

    private void apply(SignedEnvelope entry) {
        if (loader.apply(entry) instanceof LoadResult.Rejected(String reason)) {
            throw new IllegalStateException("the directory has an entry that is not to be believed: " + reason);
        }
    }

    /** What no service believes is passed over here as well: a forged record must not keep the exchange from starting. */
    private void read(ConsumerRecord<String, byte[]> record) {
        try {
            if (loader.apply(format.decode(record.value())) instanceof LoadResult.Rejected(String reason)) {
                passedOver(record, reason);
            }
        } catch (DecodeException e) {
            passedOver(record, e.reason());
        }
    }

    private static void passedOver(ConsumerRecord<String, byte[]> record, String reason) {
        LOG.atWarn()
                .addKeyValue("topic", record.topic())
                .addKeyValue("offset", record.offset())
                .addKeyValue("reason", reason)
                .log("a record of the directory is not an entry that takes effect");
    }

    /** Whether the directory says that already; of the keys of the exchange, whether it lists them all. */
    static boolean says(Directory directory, SpecificRecord body) {
        return body instanceof ExchangeKeys keys
                ? keys.getKeys().stream().allMatch(key -> lists(directory, key))
                : Change.of(directory, body).isEmpty();
    }

    private static boolean lists(Directory directory, ExchangeKey key) {
        return directory.exchangeKeys(key.getPurpose()).stream()
                .anyMatch(listed -> listed.getKeyId().equals(key.getKey().getKeyId()));
    }
}
