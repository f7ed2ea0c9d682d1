package org.harborlight.processor.status;

import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.harborlight.processor.state.NoticeStatus;
import org.jspecify.annotations.Nullable;

/** Keeps the status of each notice up to date with one kind of record, and forgets it after the retention. */
final class StatusProcessor<T> extends ContextualProcessor<String, T, Void, Void> {
    private static final Duration SWEEP = Duration.ofMinutes(10);

    private final StatusChange<T> change;
    private final Duration retention;

    StatusProcessor(StatusChange<T> change, Duration retention) {
        this.change = change;
        this.retention = retention;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        super.init(context);
        context.schedule(
                SWEEP, PunctuationType.STREAM_TIME, now -> expiry().sweep(now, this::changedAt, store()::delete));
    }

    @Override
    public void process(Record<String, T> input) {
        long now = context().currentStreamTimeMs();
        NoticeStatus status = store().get(input.key());
        if (status == null) {
            status = NoticeStatus.newBuilder()
                    .setUpdatedAt(Instant.ofEpochMilli(now))
                    .build();
            expiry().watch(input.key(), now);
        }
        change.apply(status, input.value());
        status.setUpdatedAt(Instant.ofEpochMilli(now));
        store().put(input.key(), status);
    }

    private @Nullable Long changedAt(String key) {
        NoticeStatus status = store().get(key);
        return status == null ? null : Long.valueOf(status.getUpdatedAt().toEpochMilli());
    }

    private KeyValueStore<String, NoticeStatus> store() {
        return context().getStateStore(LedgerNames.STATUS);
    }

    private ExpiryIndex expiry() {
        return new ExpiryIndex(context().getStateStore(LedgerNames.STATUS_EXPIRY), retention);
    }
}
