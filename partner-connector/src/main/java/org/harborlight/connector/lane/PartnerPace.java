package org.harborlight.connector.lane;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.harborlight.schemas.Lane;
import org.jspecify.annotations.Nullable;

/**
 * How much one partner is sent, over both of its lanes: so many requests at once, so many deliveries in any second. The
 * standard lane leaves a share free and stands back while the urgent lane waits. Thread-safe; only {@link #await} waits.
 */
final class PartnerPace {
    /** What is agreed; empty for no limit. */
    record Limits(OptionalInt atOnce, OptionalInt perSecond) {
        static final Limits NONE = new Limits(OptionalInt.empty(), OptionalInt.empty());

        static Limits of(@Nullable Integer atOnce, @Nullable Integer perSecond) {
            return new Limits(optional(atOnce), optional(perSecond));
        }

        private static OptionalInt optional(@Nullable Integer value) {
            return value == null ? OptionalInt.empty() : OptionalInt.of(value);
        }
    }

    /** The right to send so much now; given back by {@link #done}. */
    static final class Turn {
        private final Lane lane;
        private final long at;
        private int requests;
        private int deliveries;
        private boolean counted;

        private Turn(Lane lane, long at, int requests, int deliveries) {
            this.lane = lane;
            this.at = at;
            this.requests = requests;
            this.deliveries = deliveries;
        }

        int requests() {
            return requests;
        }

        int deliveries() {
            return deliveries;
        }

        boolean isEmpty() {
            return deliveries == 0;
        }
    }

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    /** The urgent lane asks again much sooner while it wants something. */
    private static final long STAND_BACK = Duration.ofMillis(500).toNanos();

    private final LongSupplier nanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Turn> lastSecond = new ArrayDeque<>();
    private int sentLastSecond;
    private int running;
    private int runningStandard;
    private long urgentWaitsUntil;
    private boolean urgentWaits;

    /** @param nanos a clock that only goes forward */
    PartnerPace(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** As much as may be sent now of what is wanted; an empty turn need not be given back. */
    Turn take(Lane lane, Limits limits, int requests, int deliveries) {
        lock.lock();
        try {
            long now = nanos.getAsLong();
            int mayAsk = Math.min(requests, freeRequests(lane, limits, now));
            int maySend = mayAsk == 0 ? 0 : Math.min(deliveries, freeDeliveries(lane, limits, now));
            waits(lane, maySend == 0, now);
            Turn turn = new Turn(lane, now, maySend == 0 ? 0 : mayAsk, maySend);
            if (!turn.isEmpty()) {
                running += turn.requests;
                runningStandard += lane == Lane.STANDARD ? turn.requests : 0;
                lastSecond.addLast(turn);
                turn.counted = true;
                sentLastSecond += turn.deliveries;
            }
            return turn;
        } finally {
            lock.unlock();
        }
    }

    /** Gives back all of a turn but so much, which is going to be sent. */
    void keep(Turn turn, int requests, int deliveries) {
        lock.lock();
        try {
            int free = Math.max(0, turn.requests - requests);
            running -= free;
            runningStandard -= turn.lane == Lane.STANDARD ? free : 0;
            turn.requests -= free;
            count(turn, Math.min(deliveries, turn.deliveries));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void count(Turn turn, int deliveries) {
        sentLastSecond -= turn.counted ? turn.deliveries - deliveries : 0;
        turn.deliveries = deliveries;
    }

    /** @param sent how many deliveries went out; what did not can be sent by others */
    void done(Turn turn, int sent) {
        lock.lock();
        try {
            running -= turn.requests;
            runningStandard -= turn.lane == Lane.STANDARD ? turn.requests : 0;
            count(turn, sent);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean room(Lane lane, Limits limits) {
        lock.lock();
        try {
            long now = nanos.getAsLong();
            return freeRequests(lane, limits, now) > 0 && freeDeliveries(lane, limits, now) > 0;
        } finally {
            lock.unlock();
        }
    }

    /** Returns as soon as there is room, at the latest after the patience. */
    void await(Lane lane, Limits limits, Duration patience) {
        lock.lock();
        try {
            long end = nanos.getAsLong() + patience.toNanos();
            while (!room(lane, limits) && nanos.getAsLong() < end) {
                long left = Math.min(end, nextFree(nanos.getAsLong())) - nanos.getAsLong();
                boolean _ = changed.await(Math.max(left, TimeUnit.MILLISECONDS.toNanos(1)), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private int freeRequests(Lane lane, Limits limits, long now) {
        if (limits.atOnce().isEmpty()) {
            return Integer.MAX_VALUE;
        }
        int most = limits.atOnce().getAsInt();
        int free = Math.max(0, most - running);
        if (lane == Lane.URGENT) {
            return free;
        }
        return standsBack(now) ? 0 : Math.clamp(shared(most) - runningStandard, 0, free);
    }

    private int freeDeliveries(Lane lane, Limits limits, long now) {
        forgetBefore(now - SECOND);
        if (limits.perSecond().isEmpty()) {
            return Integer.MAX_VALUE;
        }
        int most = limits.perSecond().getAsInt();
        if (lane == Lane.URGENT) {
            return Math.max(0, most - sentLastSecond);
        }
        return standsBack(now) ? 0 : Math.max(0, shared(most) - sentLastSecond);
    }

    private void forgetBefore(long time) {
        while (!lastSecond.isEmpty() && lastSecond.getFirst().at - time <= 0) {
            Turn old = lastSecond.removeFirst();
            old.counted = false;
            sentLastSecond -= old.deliveries;
        }
    }

    /** What the standard lane may use of it: a tenth, at least one, is left to the urgent lane where there are several. */
    private static int shared(int most) {
        return most == 1 ? 1 : most - Math.max(1, most / 10);
    }

    private boolean standsBack(long now) {
        return urgentWaits && now < urgentWaitsUntil;
    }

    private void waits(Lane lane, boolean inVain, long now) {
        if (lane == Lane.URGENT) {
            urgentWaits = inVain;
            urgentWaitsUntil = now + STAND_BACK;
        }
    }

    /** When the oldest of the last second is no longer counted; what is older is forgotten, or nobody would wait for anything. */
    private long nextFree(long now) {
        forgetBefore(now - SECOND);
        return lastSecond.isEmpty() ? now + SECOND : lastSecond.getFirst().at + SECOND;
    }
}
