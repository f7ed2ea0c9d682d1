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
 * their acknowledgement, urgent ones still get in, those of the same submitter too. What room is left when half is taken is
 * not for those who hold most. Never waits; safe for all threads.
 */
public final class Admission {
    private final AdmissionLimits limits;
    private final BooleanSupplier open;
    private final SubmitterShares shares;
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
        this.shares = new SubmitterShares(limits);
    }

    /**
     * A permit to take on a body of at most that many bytes; empty when there is no room, none for this submitter, or it
     * is closed.
     */
    public Optional<Permit> enter(String submitterId, long bodyBytes) {
        if (!open.getAsBoolean() || !take(records, limits.records())) {
            return Optional.empty();
        }
        long taken = bytes.addAndGet(bodyBytes);
        SubmitterShares.Scarce scarce =
                new SubmitterShares.Scarce(records.get() > limits.records() / 2, taken > limits.bytes() / 2);
        if (taken > limits.bytes() || !shares.take(submitterId, bodyBytes, scarce)) {
            bytes.addAndGet(-bodyBytes);
            records.decrementAndGet();
            return Optional.empty();
        }
        return Optional.of(new Permit(submitterId, bodyBytes));
    }

    /** Whether anything can be accepted at all; where nothing can, want of room is not the reason. */
    public boolean isOpen() {
        return open.getAsBoolean();
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
        private final String submitterId;
        private final AtomicLong held;
        private final AtomicBoolean holdsStandard = new AtomicBoolean();
        private final AtomicBoolean closed = new AtomicBoolean();

        private Permit(String submitterId, long held) {
            this.submitterId = submitterId;
            this.held = new AtomicLong(held);
        }

        /** Gives back what the body turned out not to need. */
        public void shrinkTo(long actualBytes) {
            long surplus = held.get() - actualBytes;
            if (surplus > 0 && !closed.get()) {
                held.addAndGet(-surplus);
                bytes.addAndGet(-surplus);
                shares.shrink(submitterId, surplus);
            }
        }

        /** Whether the lane has room; asked once, when the lane is known. */
        public boolean enterLane(Lane lane) {
            if (lane == Lane.URGENT) {
                return true;
            }
            if (!take(standard, limits.standardRecords())) {
                return false;
            }
            boolean shared = shares.makeStandard(submitterId, standard.get() > limits.standardRecords() / 2);
            holdsStandard.set(shared);
            if (!shared) {
                standard.decrementAndGet();
            }
            return shared;
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                records.decrementAndGet();
                bytes.addAndGet(-held.get());
                shares.giveBack(submitterId, held.get(), holdsStandard.get());
                if (holdsStandard.get()) {
                    standard.decrementAndGet();
                }
            }
        }
    }
}
