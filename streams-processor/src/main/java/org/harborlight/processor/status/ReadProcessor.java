package org.harborlight.processor.status;

import java.time.Instant;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.harborlight.processor.pace.CommitPace;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forwards the value of a record; counts and skips what cannot be read, so that the ledger goes on and shows it. */
final class ReadProcessor<T> extends ContextualProcessor<String, byte[], String, T> {
    private static final Logger LOG = LoggerFactory.getLogger(ReadProcessor.class);

    private final RecordReader<T> reader;
    private final String storeName;
    private final boolean compacted;
    private @Nullable CommitPace pace;

    /** @param compacted whether a record without a value is a tombstone, to be skipped, and not a fault */
    ReadProcessor(RecordReader<T> reader, String storeName, boolean compacted) {
        this.reader = reader;
        this.storeName = storeName;
        this.compacted = compacted;
    }

    @Override
    public void init(ProcessorContext<String, T> context) {
        super.init(context);
        pace = CommitPace.of(context);
    }

    @Override
    public void process(Record<String, byte[]> input) {
        Objects.requireNonNull(pace).after(input);
        if (compacted && input.value() == null) {
            return;
        }
        switch (reader.read(input.key(), input.value(), Instant.ofEpochMilli(input.timestamp()))) {
            case Reading.Read<T>(T value) -> context().forward(input.withValue(value));
            case Reading.Unreadable<T>(String reason) -> count(context(), reason);
        }
    }

    private void count(ProcessorContext<String, T> context, String reason) {
        RecordMetadata at = context.recordMetadata().orElseThrow();
        KeyValueStore<String, Long> store = context.getStateStore(storeName);
        String key = at.topic() + "/" + at.partition() + "/" + reason;
        Long before = store.get(key);
        store.put(key, before == null ? 1 : before + 1);
        LOG.atError()
                .addKeyValue("topic", at.topic())
                .addKeyValue("partition", at.partition())
                .addKeyValue("offset", at.offset())
                .addKeyValue("reason", reason)
                .log("record cannot be read by the ledger");
    }
}
