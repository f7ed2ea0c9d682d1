package org.harborlight.processor.status;

import java.time.Duration;
import java.util.HashMap;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.harborlight.processor.state.Frontier;
import org.harborlight.processor.state.HeldEntry;
import org.harborlight.processor.state.OriginMark;
import org.jspecify.annotations.Nullable;

/**
 * Accounts for every record of an origin partition: which offsets have an outcome, how many per verdict, what became of
 * the held ones. A second outcome for an offset is counted as a duplicate and as nothing else.
 */
final class FrontierProcessor extends ContextualProcessor<String, OriginMark, Void, Void> {
    private static final Duration SWEEP = Duration.ofMinutes(10);

    private final Duration retention;

    FrontierProcessor(Duration retention) {
        this.retention = retention;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        super.init(context);
        context.schedule(SWEEP, PunctuationType.STREAM_TIME, now -> expiry().sweep(now, this::changedAt, this::forget));
    }

    @Override
    public void process(Record<String, OriginMark> input) {
        KeyValueStore<String, Frontier> frontiers = context().getStateStore(LedgerNames.FRONTIERS);
        Frontier frontier = frontiers.get(input.key());
        if (frontier == null) {
            frontier = Frontier.newBuilder()
                    .setVerdicts(new HashMap<>())
                    .setHeld(new HashMap<>())
                    .build();
        }
        OriginMark mark = input.value();
        long now = context().currentStreamTimeMs();
        HeldBooks held = new HeldBooks(held(), expiry(), now);
        if (mark.getChange() != null) {
            held.changed(frontier, mark);
        } else if (new OutcomeBooks(ahead(), expiry(), now).first(frontier, mark)) {
            held.decided(frontier, mark);
        }
        frontiers.put(input.key(), frontier);
    }

    /** An expiry key is that of the held store, or that of the ahead store for an origin that is not dense. */
    private @Nullable Long changedAt(String key) {
        HeldEntry entry = held().get(key);
        if (entry != null) {
            return entry.getChange() == null || entry.getReason() == null
                    ? Long.valueOf(context().currentStreamTimeMs())
                    : Long.valueOf(entry.getUpdatedAt().toEpochMilli());
        }
        return ahead().get(key);
    }

    private void forget(String key) {
        held().delete(key);
        ahead().delete(key);
    }

    private KeyValueStore<String, HeldEntry> held() {
        return context().getStateStore(LedgerNames.HELD);
    }

    private KeyValueStore<String, Long> ahead() {
        return context().getStateStore(LedgerNames.AHEAD);
    }

    private ExpiryIndex expiry() {
        return new ExpiryIndex(context().getStateStore(LedgerNames.FRONTIER_EXPIRY), retention);
    }
}
