package org.harborlight.processor.operator;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the latest balance, and makes a fresh one for whoever asks. Requests that come while one is being made share the
 * next one, so that an answer is never older than its question and the broker is never asked twice at a time.
 */
final class BalanceBook {
    private static final Logger LOG = LoggerFactory.getLogger(BalanceBook.class);

    private final Supplier<Optional<Balance>> reader;
    private final Executor thread;
    private @Nullable CompletableFuture<Optional<Balance>> next;
    private volatile Optional<Balance> latest = Optional.empty();

    /** @param thread one single thread, for the reader */
    BalanceBook(Supplier<Optional<Balance>> reader, Executor thread) {
        this.reader = reader;
        this.thread = thread;
    }

    /** The last one made; empty before the first, and while the ledger cannot tell. */
    Optional<Balance> latest() {
        return latest;
    }

    /** Empty while the ledger cannot tell. Never fails. */
    synchronized CompletableFuture<Optional<Balance>> fresh() {
        CompletableFuture<Optional<Balance>> waiting = next;
        if (waiting != null) {
            return waiting;
        }
        CompletableFuture<Optional<Balance>> made = CompletableFuture.supplyAsync(this::make, thread);
        next = made;
        return made;
    }

    private Optional<Balance> make() {
        synchronized (this) {
            next = null;
        }
        try {
            latest = reader.get();
        } catch (OffsetsUnavailableException e) {
            LOG.atWarn().addKeyValue("reason", e.getMessage()).log("balance cannot be read");
            latest = Optional.empty();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("balance failed");
            latest = Optional.empty();
        }
        latest.filter(balance -> !balance.exact() && !balance.settling())
                .ifPresent(balance -> LOG.atError()
                        .addKeyValue("problems", balance.problems())
                        .log("books do not balance"));
        return latest;
    }
}
