package org.harborlight.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.harborlight.gateway.status.LedgerAnswer;

/**
 * One request that waits for news: asks again after a pause that grows from a quarter of a second to two, until there is
 * news, the time is over, or nobody waits any longer. Holds no thread while it waits. For one event loop.
 */
final class NewsWatch {
    private static final long FIRST_PAUSE_MILLIS = 250;
    private static final long LONGEST_PAUSE_MILLIS = 2_000;

    private final Vertx vertx;
    private final Supplier<Future<LedgerAnswer>> question;
    private final Predicate<LedgerAnswer> news;
    private final BooleanSupplier over;

    /**
     * Does nothing yet.
     *
     * @param over whether waiting has lost its sense
     */
    NewsWatch(
            Vertx vertx, Supplier<Future<LedgerAnswer>> question, Predicate<LedgerAnswer> news, BooleanSupplier over) {
        this.vertx = vertx;
        this.question = question;
        this.news = news;
        this.over = over;
    }

    /** Asks once. */
    Future<LedgerAnswer> first() {
        return question.get();
    }

    /** The first answer that is news, or the last one before the time is over; fails however the question does. */
    Future<LedgerAnswer> until(Duration patience) {
        Promise<LedgerAnswer> found = Promise.promise();
        askLater(found, System.nanoTime() + patience.toNanos(), FIRST_PAUSE_MILLIS);
        return found.future();
    }

    private void askLater(Promise<LedgerAnswer> found, long deadline, long pauseMillis) {
        long leftMillis =
                Math.max(1, Duration.ofNanos(deadline - System.nanoTime()).toMillis());
        vertx.setTimer(
                Math.min(pauseMillis, leftMillis),
                _ -> Future.succeededFuture()
                        .compose(_ -> question.get())
                        .map(answer -> ends(answer, deadline) ? Optional.of(answer) : Optional.<LedgerAnswer>empty())
                        .onFailure(found::fail)
                        .onSuccess(last -> last.ifPresentOrElse(
                                found::complete,
                                () -> askLater(
                                        found,
                                        deadline,
                                        Math.min(LONGEST_PAUSE_MILLIS, pauseMillis + pauseMillis / 2)))));
    }

    private boolean ends(LedgerAnswer answer, long deadline) {
        return news.test(answer) || over.getAsBoolean() || System.nanoTime() - deadline >= 0;
    }
}
