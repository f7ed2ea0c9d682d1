package org.harborlight.standalone.simulate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.harborlight.standalone.partner.ConnectorClient;
import org.harborlight.standalone.submitter.ExchangeAnswer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends receipts to the connector some time after the push, once for each delivery, and again while the connector cannot
 * tell yet. One thread of its own.
 */
final class LateReceipts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LateReceipts.class);
    private static final int TRIES = 20;
    private static final String NO_ANSWER = "no-answer";
    private static final String RECEIPTED = "late-receipted";

    private final PushLog log;
    private final Duration late;
    private final InstantSource clock;
    private final Set<String> begun = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("late-receipts").factory());
    private volatile @Nullable ConnectorClient connector;

    LateReceipts(PushLog log, Duration late, InstantSource clock) {
        this.log = log;
        this.late = late;
        this.clock = clock;
    }

    void connect(ConnectorClient client) {
        connector = client;
    }

    void begin(Told told, ObjectNode echo) {
        if (begun.add(told.deliveryId())) {
            schedule(told, echo, 1);
        }
    }

    private void schedule(Told told, ObjectNode echo, int attempt) {
        try {
            var _ = later.schedule(() -> send(told, echo, attempt), late.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            begun.remove(told.deliveryId());
        }
    }

    /** What goes wrong unforeseen ends here: nobody asks for the outcome of what is scheduled. */
    private void send(Told told, ObjectNode echo, int attempt) {
        try {
            sendOnce(told, echo, attempt);
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("deliveryId", told.deliveryId())
                    .addKeyValue("reason", "late-receipt-fault")
                    .setCause(e)
                    .log("a late receipt was not sent");
        }
    }

    private void sendOnce(Told told, ObjectNode echo, int attempt) {
        String outcome = outcome(told, echo);
        boolean taken = outcome.equals(RECEIPTED);
        log.add(new Entry(clock.instant(), Entry.Event.LATE_RECEIPT, Mode.LATE_RECEIPT, told, attempt, taken, outcome));
        boolean perhapsLater =
                outcome.equals(NO_ANSWER) || outcome.equals("not-found") || outcome.equals("unavailable");
        if (perhapsLater && attempt < TRIES) {
            schedule(told, echo, attempt + 1);
        }
    }

    private String outcome(Told told, ObjectNode echo) {
        ConnectorClient client = connector;
        if (client == null) {
            return NO_ANSWER;
        }
        try {
            ExchangeAnswer answer =
                    client.receipt(told.deliveryId(), echo.toString().getBytes(StandardCharsets.UTF_8));
            return answer.status() == 200 ? RECEIPTED : answer.reason();
        } catch (IOException e) {
            return NO_ANSWER;
        }
    }

    @Override
    public void close() {
        later.shutdownNow();
    }
}
