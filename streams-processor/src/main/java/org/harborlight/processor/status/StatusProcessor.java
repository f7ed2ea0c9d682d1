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
        context.schedule(SWEEP, PunctuationType.STREAM_TIME, now -> expiry().sweep(now, this::changedAt, this::forget));
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
        list(input.key(), status);
        status.setUpdatedAt(Instant.ofEpochMilli(now));
        store().put(input.key(), status);
    }

    private @Nullable Long changedAt(String key) {
        NoticeStatus status = store().get(key);
        return status == null ? null : Long.valueOf(status.getUpdatedAt().toEpochMilli());
    }

    /** A notice gets its place in its submitter's list with its verdict, and keeps it. */
    private void list(String key, NoticeStatus status) {
        if (status.getListedAt() < 0 && status.getAcceptedAt() != null) {
            long offset = context().recordMetadata().orElseThrow().offset();
            status.setListedAt(offset);
            submitted().put(SubmittedKey.of(key, offset), SubmittedKey.noticeId(key));
        }
    }

    private void forget(String key) {
        NoticeStatus status = store().get(key);
        if (status != null && status.getListedAt() >= 0) {
            submitted().delete(SubmittedKey.of(key, status.getListedAt()));
        }
        store().delete(key);
    }

    private KeyValueStore<String, String> submitted() {
        return context().getStateStore(LedgerNames.SUBMITTED);
    }

    private KeyValueStore<String, NoticeStatus> store() {
        return context().getStateStore(LedgerNames.STATUS);
    }

    private ExpiryIndex expiry() {
        return new ExpiryIndex(context().getStateStore(LedgerNames.STATUS_EXPIRY), retention);
    }
}
