package org.harborlight.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.harborlight.gateway.status.LedgerAnswer;
import org.jspecify.annotations.Nullable;

/**
 * Follows one timeline for one listener: asks the ledger as {@link NewsWatch} does and sends what is new, with heartbeats
 * in between. Ends when nothing can come any more, the time is over, the listener is gone or may not listen any longer,
 * or the ledger cannot be reached: whoever comes again then learns why. For one event loop; holds no thread.
 */
final class TimelineStream {
    private final Vertx vertx;
    private final EventStream stream;
    private final NewsWatch watch;
    private final BooleanSupplier over;
    private final long deadline;
    private final Promise<Void> ended = Promise.promise();
    private SeenEvents seen;
    private @Nullable String tag;

    /**
     * Does nothing yet.
     *
     * @param over whether the listener may not listen any longer
     * @param longest how long it may last
     */
    TimelineStream(
            Vertx vertx,
            EventStream stream,
            SeenEvents seen,
            Supplier<Future<LedgerAnswer>> question,
            BooleanSupplier over,
            Duration longest) {
        this.vertx = vertx;
        this.stream = stream;
        this.seen = seen;
        this.over = () -> stream.gone() || over.getAsBoolean();
        this.watch = new NewsWatch(vertx, question, this::isNews, this.over);
        this.deadline = System.nanoTime() + longest.toNanos();
    }

    /** Completes once, when the stream has ended; fails on a fault. */
    Future<Void> follow(LedgerAnswer first, Duration heartbeat) {
        long beats = vertx.setPeriodic(heartbeat.toMillis(), _ -> stream.beat());
        take(first);
        return ended.future().onComplete(_ -> {
            vertx.cancelTimer(beats);
            stream.end();
        });
    }

    private boolean isNews(LedgerAnswer answer) {
        return switch (answer) {
            case LedgerAnswer.Known(var json) -> !EntityTag.of(json).equals(tag);
            case LedgerAnswer.NotYetKnown() -> false;
            case LedgerAnswer.Unreachable() -> true;
        };
    }

    /** Whatever goes wrong with an answer ends the stream, so that its place and its heartbeat are never left behind. */
    private void take(LedgerAnswer answer) {
        try {
            goOn(answer);
        } catch (RuntimeException e) {
            ended.tryFail(e);
        }
    }

    private void goOn(LedgerAnswer answer) {
        if (over.getAsBoolean()) {
            ended.tryComplete();
            return;
        }
        switch (answer) {
            case LedgerAnswer.Known(var json) -> send(json);
            case LedgerAnswer.NotYetKnown() -> await();
            case LedgerAnswer.Unreachable() -> ended.tryComplete();
        }
    }

    private void send(Buffer json) {
        tag = EntityTag.of(json);
        TimelineNews news = TimelineNews.of(json, seen);
        news.events().forEach(stream::send);
        seen = news.seen();
        if (news.last()) {
            stream.sendFinal(news);
            ended.tryComplete();
        } else {
            await();
        }
    }

    private void await() {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
            ended.tryComplete();
            return;
        }
        watch.until(Duration.ofNanos(left)).onSuccess(this::take).onFailure(ended::tryFail);
    }
}
