package org.harborlight.bench.rig;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.harborlight.processor.status.LedgerNames;
import org.harborlight.schemas.Topics;
import org.harborlight.service.TopicReader;

/**
 * How many verdicts the last stage of the processor, its ledger, has behind it, by the offsets that it commits, which
 * costs the processor nothing. Offsets are no count, since transactions take some, so it reads the verdicts along. Used
 * by one thread.
 */
public final class LedgerProgress implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);

    private final Admin admin;
    private final TopicReader reader;
    private final Map<TopicPartition, OffsetList> verdicts = new HashMap<>();

    /** From the first verdict on. */
    public LedgerProgress(Rig rig) {
        this.admin = Admin.create(rig.kafka());
        this.reader = new TopicReader(rig.kafka());
        List<TopicPartition> partitions = reader.partitionsFor(Topics.OUTCOMES).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        partitions.forEach(partition -> verdicts.put(partition, new OffsetList()));
        reader.assign(partitions);
        reader.seekToBeginning(partitions);
    }

    /** Verdicts that the ledger has read. */
    public long read() throws InterruptedException {
        try {
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(
                            LedgerNames.APPLICATION_ID)
                    .partitionsToOffsetAndMetadata()
                    .get();
            for (ConsumerRecords<String, byte[]> some = reader.poll(POLL); !some.isEmpty(); some = reader.poll(POLL)) {
                some.forEach(this::note);
            }
            long count = 0;
            for (Map.Entry<TopicPartition, OffsetList> partition : verdicts.entrySet()) {
                OffsetAndMetadata read = committed.get(partition.getKey());
                count += read == null ? 0 : partition.getValue().below(read.offset());
            }
            return count;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker does not say what the ledger has read", e);
        }
    }

    private void note(ConsumerRecord<String, byte[]> verdict) {
        OffsetList offsets = verdicts.get(new TopicPartition(verdict.topic(), verdict.partition()));
        if (offsets != null) {
            offsets.add(verdict.offset());
        }
    }

    @Override
    public void close() {
        reader.close();
        admin.close();
    }
}
