package org.harborlight.service;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends connections on which no request is under way for too long. An idle timeout does not: a byte of a head every now and
 * then, or a frame that asks for nothing, keeps such a connection for ever. Clients of HTTP/1.1 are told how long a
 * connection may lie idle, so that none sends a request into the end of it. Each connection on its own event loop.
 */
public final class QuietConnections implements Handler<RoutingContext> {
    /** For an answer that is still on its way over a slow line; who gets none is ended at once. */
    private static final long GOODBYE_MILLIS = 60_000;
    /** How much earlier than here a connection is to count as ended at the client. */
    private static final Duration AHEAD = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final long patienceMillis;
    /** Stands in every answer, and is encoded once; null where there is nothing worth telling. */
    private final @Nullable CharSequence told;

    private final Map<HttpConnection, Pace> open = new ConcurrentHashMap<>();

    /** @param patience how long a connection may go without a request */
    public QuietConnections(Vertx vertx, Duration patience) {
        this.vertx = vertx;
        this.patienceMillis = patience.toMillis();
        long seconds = patience.minus(AHEAD).toSeconds();
        this.told = seconds > 0 ? HttpHeaders.createOptimized("timeout=" + seconds) : null;
    }

    /** What is known of a connection: the requests under way, and the timer that runs while there are none. */
    private static final class Pace {
        private int requests;
        private long timer;
    }

    /** To be called when a connection has been made. */
    public void opened(HttpConnection connection) {
        Pace pace = new Pace();
        open.put(connection, pace);
        wait(connection, pace);
    }

    /** Counts a request; the first handler of its route. */
    @Override
    public void handle(RoutingContext context) {
        HttpConnection connection = context.request().connection();
        Pace pace = open.get(connection);
        if (pace != null) {
            pace.requests++;
            vertx.cancelTimer(pace.timer);
            context.addEndHandler(_ -> answered(connection, pace));
            tell(context);
        }
        context.next();
    }

    private void tell(RoutingContext context) {
        if (told != null && context.request().version() == HttpVersion.HTTP_1_1) {
            context.response()
                    .putHeader(HttpHeaders.CONNECTION, HttpHeaders.KEEP_ALIVE)
                    .putHeader(HttpHeaders.KEEP_ALIVE, told);
        }
    }

    private void answered(HttpConnection connection, Pace pace) {
        pace.requests--;
        if (pace.requests == 0) {
            wait(connection, pace);
        }
    }

    /** Runs on after a connection has been closed, and then has nothing left to close. */
    private void wait(HttpConnection connection, Pace pace) {
        pace.timer = vertx.setTimer(patienceMillis, _ -> {
            open.remove(connection);
            var _ = connection.shutdown(GOODBYE_MILLIS, TimeUnit.MILLISECONDS);
        });
    }
}
