package org.harborlight.processor.status;

import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;

/** Counts the deliveries that stand in the partner topics, without opening them. */
final class DeliveredProcessor extends ContextualProcessor<String, byte[], Void, Void> {
    @Override
    public void process(Record<String, byte[]> input) {
        RecordMetadata at = context().recordMetadata().orElseThrow();
        KeyValueStore<String, Long> delivered = context().getStateStore(LedgerNames.DELIVERED);
        String key = at.topic() + "/" + at.partition();
        Long before = delivered.get(key);
        delivered.put(key, before == null ? 1 : before + 1);
    }
}
