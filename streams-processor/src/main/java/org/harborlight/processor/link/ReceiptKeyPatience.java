package org.harborlight.processor.link;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.streams.errors.StreamsException;
import org.harborlight.service.SteadyClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long the lanes of a process wait for the directory to bring a receipt key that a record names. The time of a key
 * runs once, from its first record, whichever lane, partition or attempt that is, so that records with made-up keys do
 * not hold up a lane one after another; a new directory head gives every key its time again. Safe for all threads.
 */
public final class ReceiptKeyPatience implements AutoCloseable, MeterBinder {
    private static final Logger LOG = LoggerFactory.getLogger(ReceiptKeyPatience.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    /** Beyond these, under one directory head, nothing is waited for: nobody enters so many keys at once. */
    private static final int MAX_KEYS = 16;

    private final Duration limit;
    private final InstantSource clock;
    private final Pause pause;
    private final Map<String, Instant> deadlines = new HashMap<>();
    private final AtomicLong waits = new AtomicLong();
    private final AtomicLong inVain = new AtomicLong();
    private final AtomicInteger waiting = new AtomicInteger();
    private String deadlinesHead = "";
    private volatile boolean closed;

    /** Lets time pass between two looks at the directory. */
    public interface Pause {
        void take(Duration time) throws InterruptedException;
    }

    public ReceiptKeyPatience(Duration limit, InstantSource clock, Pause pause) {
        this.limit = limit;
        this.clock = clock;
        this.pause = pause;
    }

    /** Waits on the calling thread; set the time of day back or forth, and it waits as long. */
    public static ReceiptKeyPatience blocking(Duration limit) {
        return new ReceiptKeyPatience(limit, new SteadyClock(), Thread::sleep);
    }

    /** Starts waiting for a key, or goes on where an earlier attempt was. */
    Wait waitFor(String keyId, String directoryHead) {
        return new Wait(keyId, deadline(keyId, directoryHead));
    }

    private synchronized Instant deadline(String keyId, String directoryHead) {
        if (!directoryHead.equals(deadlinesHead)) {
            deadlines.clear();
            deadlinesHead = directoryHead;
        }
        Instant now = clock.instant();
        if (deadlines.size() >= MAX_KEYS && !deadlines.containsKey(keyId)) {
            return now;
        }
        return deadlines.computeIfAbsent(keyId, _ -> now.plus(limit));
    }

    /** Waiting for one key. For one thread. */
    final class Wait implements AutoCloseable {
        private final String keyId;
        private final Instant deadline;
        private boolean begun;

        private Wait(String keyId, Instant deadline) {
            this.keyId = keyId;
            this.deadline = deadline;
        }

        /**
         * Pauses, and says that it is worth looking again; false, at once, when the time is over.
         *
         * @throws StreamsException when the lane ends: its transaction aborts, and the record is read again
         */
        boolean lookAgain() {
            if (!clock.instant().isBefore(deadline)) {
                inVain.addAndGet(begun ? 1 : 0);
                return false;
            }
            begin();
            try {
                pause.take(BETWEEN_LOOKS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StreamsException("interrupted while waiting for a receipt key", e);
            }
            if (closed) {
                throw new StreamsException("the lane ends while it waits for a receipt key");
            }
            return true;
        }

        private void begin() {
            if (!begun) {
                begun = true;
                waits.incrementAndGet();
                waiting.incrementAndGet();
                LOG.atWarn()
                        .addKeyValue("keyId", keyId)
                        .addKeyValue("until", deadline)
                        .log("waiting for the directory to bring a receipt key");
            }
        }

        @Override
        public void close() {
            if (begun) {
                waiting.decrementAndGet();
            }
        }
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("harborlight.receipt.key.waiting", waiting, AtomicInteger::get)
                .description("Stream threads that wait for the directory to bring a receipt key")
                .register(registry);
        FunctionCounter.builder("harborlight.receipt.key.waits", waits, AtomicLong::get)
                .description("Records that waited for the directory to bring a receipt key")
                .register(registry);
        FunctionCounter.builder("harborlight.receipt.key.waits.in.vain", inVain, AtomicLong::get)
                .description("Of these, those whose key did not come in time")
                .register(registry);
    }

    /** Ends every wait; for when the lanes end. */
    @Override
    public void close() {
        closed = true;
    }
}
