package org.harborlight.processor.status;

import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.harborlight.processor.index.Digits;
import org.harborlight.processor.state.DeliveryBook;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.DeliveryStatus;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Redrive;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the latest state of each delivery and counts them per partner, lane and state. A delivery that leaves a
 * terminal state other than by a redrive is an anomaly. Pending deliveries never expire.
 */
final class DeliveryStateProcessor extends ContextualProcessor<String, DeliveryState, Void, Void> {
    private static final Duration SWEEP = Duration.ofMinutes(10);

    private final Duration retention;

    DeliveryStateProcessor(Duration retention) {
        this.retention = retention;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        super.init(context);
        context.schedule(
                SWEEP, PunctuationType.STREAM_TIME, now -> expiry().sweep(now, this::changedAt, states()::delete));
    }

    @Override
    public void process(Record<String, DeliveryState> input) {
        DeliveryState state = input.value();
        long now = context().currentStreamTimeMs();
        DeliveryBook before = states().get(input.key());
        if (before == null) {
            expiry().watch(input.key(), now);
            forgotten(state, now);
            count(state, state.getState().name(), 1);
        } else if (!before.getState().equals(state.getState().name())) {
            if (!before.getState().equals(DeliveryStatus.PENDING.name()) && !redriven(before, state)) {
                count(state, LedgerBooks.ANOMALY, 1);
            }
            count(state, before.getState(), -1);
            count(state, state.getState().name(), 1);
        }
        trackUrgent(state);
        states().put(input.key(), book(state, now));
    }

    private void trackUrgent(DeliveryState state) {
        if (state.getLane() != Lane.URGENT) {
            return;
        }
        String key = Digits.of(state.getAcceptedAt().toEpochMilli(), Digits.TIME) + "/" + state.getDeliveryId();
        KeyValueStore<String, Long> pending = context().getStateStore(LedgerNames.URGENT_PENDING);
        if (state.getState() == DeliveryStatus.PENDING) {
            pending.put(key, state.getAcceptedAt().toEpochMilli());
        } else {
            pending.delete(key);
        }
    }

    private void count(DeliveryState state, String what, long change) {
        counts().put(countKey(state, what), counted(state, what) + change);
    }

    private long counted(DeliveryState state, String what) {
        Long count = counts().get(countKey(state, what));
        return count == null ? 0 : count;
    }

    private static String countKey(DeliveryState state, String what) {
        return state.getPartnerId() + "/" + state.getLane().name() + "/" + what;
    }

    private @Nullable Long changedAt(String key) {
        DeliveryBook book = states().get(key);
        if (book == null) {
            return null;
        }
        return book.getState().equals(DeliveryStatus.PENDING.name())
                ? Long.valueOf(context().currentStreamTimeMs())
                : Long.valueOf(book.getUpdatedAt().toEpochMilli());
    }

    /**
     * A delivery whose end lies behind the retention is counted there still, though it is not known any more; not so in a
     * ledger that is built anew and finds only the latest state of each, which has counted nothing yet to take back.
     */
    private void forgotten(DeliveryState state, long now) {
        Redrive redrive = state.getRedrive();
        if (redrive != null
                && redrive.getEndedAt().plus(retention).toEpochMilli() <= now
                && counted(state, redrive.getFrom().name()) > 0) {
            count(state, redrive.getFrom().name(), -1);
        }
    }

    /** By a command that is new to the delivery; what came in between may be compacted away. A receipt is never unmade. */
    private static boolean redriven(DeliveryBook before, DeliveryState state) {
        Redrive redrive = state.getRedrive();
        return redrive != null
                && !before.getState().equals(DeliveryStatus.RECEIPTED.name())
                && !redrive.getCommandId().equals(before.getRedrive());
    }

    private static DeliveryBook book(DeliveryState state, long now) {
        return DeliveryBook.newBuilder()
                .setPartnerId(state.getPartnerId())
                .setLane(state.getLane().name())
                .setState(state.getState().name())
                .setAcceptedAt(state.getAcceptedAt())
                .setRedrive(
                        state.getRedrive() == null ? null : state.getRedrive().getCommandId())
                .setUpdatedAt(Instant.ofEpochMilli(now))
                .build();
    }

    private KeyValueStore<String, Long> counts() {
        return context().getStateStore(LedgerNames.DELIVERY_COUNTS);
    }

    private KeyValueStore<String, DeliveryBook> states() {
        return context().getStateStore(LedgerNames.DELIVERY_STATES);
    }

    private ExpiryIndex expiry() {
        return new ExpiryIndex(context().getStateStore(LedgerNames.DELIVERY_EXPIRY), retention);
    }
}
