package org.harborlight.standalone.directory;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.harborlight.schemas.DirectoryEntry;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.Signature;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.codec.DecodeException;
import org.harborlight.schemas.codec.WireFormat;
import org.harborlight.schemas.directory.Directory;
import org.harborlight.schemas.directory.DirectoryLoader;
import org.harborlight.schemas.directory.LoadResult;
import org.harborlight.schemas.envelope.EnvelopeVerifier;
import org.harborlight.schemas.envelope.Sha256;
import org.harborlight.schemas.envelope.SignatureCheck;
import org.harborlight.schemas.envelope.VerificationKey;
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

    /** How many operator keys must sign an entry. */
    public int threshold() {
        return trust.threshold();
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
        DirectoryEntry entry;
        try {
            envelope = format.decode(record.value());
            entry = topics.formats().payload(DirectoryEntry.class).decode(envelope.getPayload());
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
                entry.getSequence(),
                Optional.of(entry.getAt()),
                signers(envelope, entry),
                Subjects.of(entry.getBody()),
                Change.of(before, (SpecificRecord) entry.getBody()),
                Sha256.hex(Bytes.copy(envelope.getPayload())),
                rejected);
    }

    private List<String> signers(SignedEnvelope envelope, DirectoryEntry entry) {
        EnvelopeVerifier verifier = new EnvelopeVerifier(keyId -> trust.operatorKeys().stream()
                .filter(key -> key.getKeyId().equals(keyId))
                .findFirst()
                .map(VerificationKey::of));
        byte[] payload = Bytes.copy(envelope.getPayload());
        return envelope.getSignatures().stream()
                .filter(one -> verifier.verify(envelope.getPayloadType(), payload, List.of(one), entry.getAt())
                        instanceof SignatureCheck.Valid)
                .map(Signature::getKeyId)
                .toList();
    }

    /** Whether this is the public half of a pinned operator key. */
    public boolean pins(PublicKeyEntry key) {
        return trust.operatorKeys().stream()
                .anyMatch(pinned -> pinned.getKeyId().equals(key.getKeyId())
                        && pinned.getPublicKey().equals(key.getPublicKey()));
    }
}
