package org.harborlight.connector.store;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.DeliveryStatus;
import org.harborlight.schemas.codec.DecodeException;
import org.harborlight.schemas.codec.WireFormat;
import org.jspecify.annotations.Nullable;

/**
 * Tells how a delivery has ended, whichever instance settled it. Told by the view of topic delivery-state on its thread;
 * any thread may ask.
 */
public final class SettledWatch implements CompactedView.Watcher {
    private final WireFormat<DeliveryState> format;
    private final Map<String, List<Waiter>> waiting = new ConcurrentHashMap<>();

    /** One question; a future itself has no equality that a list could go by. */
    private static final class Waiter {
        private final CompletableFuture<DeliveryStatus> end = new CompletableFuture<>();
    }

    public SettledWatch(WireFormat<DeliveryState> format) {
        this.format = format;
    }

    /** Completes when the delivery is seen to have ended from now on, exceptionally when it has not in time. */
    public CompletableFuture<DeliveryStatus> end(String deliveryId, Duration patience) {
        Waiter waiter = new Waiter();
        waiting.compute(deliveryId, (_, others) -> with(others, waiter));
        return waiter.end
                .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((_, _) -> waiting.computeIfPresent(deliveryId, (_, all) -> without(all, waiter)));
    }

    @Override
    public void found(String key, byte[] value) {
        if (waiting.isEmpty()) {
            return;
        }
        try {
            DeliveryState state = format.decode(value);
            if (state.getState() != DeliveryStatus.PENDING) {
                waiting.getOrDefault(state.getDeliveryId(), List.of())
                        .forEach(waiter -> waiter.end.complete(state.getState()));
            }
        } catch (DecodeException e) {
            // A value that is not a state counts as none, as in DeliveryStates.
        }
    }

    private static List<Waiter> with(@Nullable List<Waiter> others, Waiter one) {
        return others == null
                ? List.of(one)
                : Stream.concat(others.stream(), Stream.of(one)).toList();
    }

    private static @Nullable List<Waiter> without(List<Waiter> all, Waiter one) {
        List<Waiter> left = all.stream().filter(other -> !other.equals(one)).toList();
        return left.isEmpty() ? null : left;
    }
}
