package org.harborlight.processor.status;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.harborlight.processor.state.NoticeStatus;
import org.harborlight.schemas.TimelineEvent;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the status of each notice up to date with one kind of record, and forgets it after the retention. What is new in
 * the timeline goes on to a submitter that wants it told, in one transaction with the status.
 */
final class StatusProcessor<T> extends ContextualProcessor<String, T, String, byte[]> {
    private static final Duration SWEEP = Duration.ofMinutes(10);

    private final StatusChange<T> change;
    private final Duration retention;
    private final TimelineOutlet outlet;

    StatusProcessor(StatusChange<T> change, Duration retention, TimelineOutlet outlet) {
        this.change = change;
        this.retention = retention;
        this.outlet = outlet;
    }

    @Override
    public void init(ProcessorContext<String, byte[]> context) {
        super.init(context);
        context.schedule(SWEEP, PunctuationType.STREAM_TIME, now -> expiry().sweep(now, this::changedAt, this::forget));
    }

    @Override
    public void process(Record<String, T> input) {
        long now = context().currentStreamTimeMs();
        NoticeStatus status = known(input.key(), now);
        Optional<TimelineGrowth> growth = outlet.wanted().test(SubmittedKey.submitterId(input.key()))
                ? Optional.of(TimelineGrowth.from(status))
                : Optional.empty();
        change.apply(status, input.value());
        list(input.key(), status);
        status.setUpdatedAt(Instant.ofEpochMilli(now));
        store().put(input.key(), status);
        growth.ifPresent(before -> before.to(input.key(), status).forEach(event -> tell(input.key(), event)));
    }

    private NoticeStatus known(String key, long now) {
        NoticeStatus status = store().get(key);
        if (status != null) {
            return status;
        }
        expiry().watch(key, now);
        return NoticeStatus.newBuilder().setUpdatedAt(Instant.ofEpochMilli(now)).build();
    }

    /** At the time of now: how long it is tried does not depend on how old the record is that it comes from. */
    private void tell(String key, TimelineEvent event) {
        context()
                .forward(new Record<>(
                        key, outlet.encode().apply(event), context().currentSystemTimeMs()));
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
