package org.harborlight.standalone.directory;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.harborlight.schemas.Operators;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.codec.DecodeException;
import org.harborlight.schemas.codec.WireFormat;
import org.harborlight.schemas.directory.ChainFormat;
import org.harborlight.schemas.directory.ChainedEntry;
import org.harborlight.schemas.directory.Directory;
import org.harborlight.schemas.directory.DirectoryLoader;
import org.harborlight.schemas.directory.LoadResult;
import org.harborlight.schemas.directory.OperatorSet;
import org.harborlight.schemas.envelope.Sha256;
import org.harborlight.service.ServiceConfig.DirectoryTrust;
import org.harborlight.service.TopicReader;
import org.harborlight.standalone.operator.OperatorTopics;

/**
 * The directory topic as an operator sees it: folded from its beginning just as every service folds it, and appended to.
 * For one thread.
 */
public final class DirectoryTopic {
    private static final TopicPartition PARTITION = new TopicPartition(Topics.DIRECTORY, 0);

    private final OperatorTopics topics;
    private final DirectoryTrust trust;
    private final WireFormat<SignedEnvelope> format;

    public DirectoryTopic(OperatorTopics topics, DirectoryTrust trust) {
        this.topics = topics;
        this.trust = trust;
        this.format = topics.formats().of(Topics.DIRECTORY, SignedEnvelope.class);
    }

    /** A loader that has read everything up to now. */
    public DirectoryLoader load() {
        return load(_ -> {});
    }

    /** The same; every record is handed on, with what became of it. */
    public DirectoryLoader load(Consumer<HistoryEntry> each) {
        DirectoryLoader loader = trust.loader(topics.formats());
        try (TopicReader reader = topics.reader()) {
            reader.readToEnd(List.of(PARTITION), record -> each.accept(apply(loader, record)));
        }
        return loader;
    }

    /** Appends entries, one right after the other; returns once all of them are written. */
    public void append(List<SignedEnvelope> entries, long firstSequence) {
        DirectoryAppender.append(topics.kafka(), format, entries, firstSequence);
    }

    private HistoryEntry apply(DirectoryLoader loader, ConsumerRecord<String, byte[]> record) {
        SignedEnvelope envelope;
        ChainedEntry entry;
        try {
            envelope = format.decode(record.value());
            entry = ChainFormat.of(topics.formats()).read(envelope);
        } catch (DecodeException e) {
            return new HistoryEntry(
                    record.offset(),
                    -1,
                    Optional.empty(),
                    List.of(),
                    "",
                    Optional.empty(),
                    "",
                    Optional.of(e.reason()));
        }
        Directory before = loader.current();
        Optional<String> rejected = loader.apply(envelope) instanceof LoadResult.Rejected(String reason)
                ? Optional.of(reason)
                : Optional.empty();
        return new HistoryEntry(
                record.offset(),
                entry.sequence(),
                Optional.of(entry.at()),
                signers(before, envelope, entry),
                Subjects.of(entry.body()),
                Change.of(before, entry.body()),
                Sha256.hex(Bytes.copy(envelope.getPayload())),
                rejected);
    }

    /** Of the operators then, and of those whom the entry names. */
    private static List<String> signers(Directory before, SignedEnvelope envelope, ChainedEntry entry) {
        SortedSet<String> signers = new TreeSet<>(before.operators().current().signers(envelope, entry.at()));
        if (entry.body() instanceof Operators named
                && OperatorSet.problems(named).isEmpty()) {
            signers.addAll(OperatorSet.of(named).signers(envelope, entry.at()));
        }
        return List.copyOf(signers);
    }
}
