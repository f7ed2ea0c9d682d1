package org.harborlight.gateway.admission;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.harborlight.schemas.Lane;

/**
 * Bounds what the gateway holds at one time, in records and in bytes, and closes while nothing can be accepted: the
 * brokers do not answer, or nobody could verify a receipt. Which lane a notice takes is known only after its signature
 * holds; from then on standard notices together hold at most their share of the records, so that however many wait for
 * their acknowledgement, urgent ones still get in. Lock-free; safe for all threads.
 */
public final class Admission {
    private final AdmissionLimits limits;
    private final BooleanSupplier open;
    private final AtomicInteger records = new AtomicInteger();
    private final AtomicInteger standard = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    /**
     * Starts empty.
     *
     * @param open whether anything can be accepted; asked at each request, must not block
     */
    public Admission(AdmissionLimits limits, BooleanSupplier open) {
        this.limits = limits;
        this.open = open;
    }

    /** A permit to take on a body of at most that many bytes; empty when there is no room or it is closed. */
    public Optional<Permit> enter(long bodyBytes) {
        if (!open.getAsBoolean() || !take(records, limits.records())) {
            return Optional.empty();
        }
        if (bytes.addAndGet(bodyBytes) > limits.bytes()) {
            bytes.addAndGet(-bodyBytes);
            records.decrementAndGet();
            return Optional.empty();
        }
        return Optional.of(new Permit(bodyBytes));
    }

    public int recordsInFlight() {
        return records.get();
    }

    public long bytesInFlight() {
        return bytes.get();
    }

    private static boolean take(AtomicInteger taken, int limit) {
        if (taken.incrementAndGet() > limit) {
            taken.decrementAndGet();
            return false;
        }
        return true;
    }

    /** Room for one request. Held until closed; closing twice does nothing. */
    public final class Permit implements AutoCloseable {
        private final AtomicLong held;
        private final AtomicBoolean holdsStandard = new AtomicBoolean();
        private final AtomicBoolean closed = new AtomicBoolean();

        private Permit(long held) {
            this.held = new AtomicLong(held);
        }

        /** Gives back what the body turned out not to need. */
        public void shrinkTo(long actualBytes) {
            long surplus = held.get() - actualBytes;
            if (surplus > 0 && !closed.get()) {
                held.addAndGet(-surplus);
                bytes.addAndGet(-surplus);
            }
        }

        /** Whether the lane has room; asked once, when the lane is known. */
        public boolean enterLane(Lane lane) {
            if (lane == Lane.URGENT) {
                return true;
            }
            boolean entered = take(standard, limits.standardRecords());
            holdsStandard.set(entered);
            return entered;
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                records.decrementAndGet();
                bytes.addAndGet(-held.get());
                if (holdsStandard.get()) {
                    standard.decrementAndGet();
                }
            }
        }
    }
}
