package org.harborlight.service.tls;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections that are open at a listener, so that those of a participant that is no longer let in can be closed. A
 * session is made unfit for resumption as soon as it is established: every new connection shows its certificate, and is
 * closed when that ends. Safe for all threads.
 */
public final class OpenConnections {
    private static final Logger LOG = LoggerFactory.getLogger(OpenConnections.class);
    /** In which a request still hears why the connection will end. */
    private static final Duration FAREWELL = Duration.ofSeconds(10);
    /** In which the other end reads its answer and what is still on its way is taken in. */
    private static final Duration AFTER_ANSWER = Duration.ofSeconds(1);

    private static final long NO_TIMER = -1;

    private final Map<HttpConnection, Boolean> open = new ConcurrentHashMap<>();
    private final Vertx vertx;
    private final Function<@Nullable SSLSession, Stay> judge;
    private final Duration farewell;

    /** Asks the judge on every change; it must not block. */
    public OpenConnections(Vertx vertx, Function<@Nullable SSLSession, Stay> judge) {
        this(vertx, judge, FAREWELL);
    }

    OpenConnections(Vertx vertx, Function<@Nullable SSLSession, Stay> judge, Duration farewell) {
        this.vertx = vertx;
        this.judge = judge;
        this.farewell = farewell;
    }

    /** Called on the connection's event loop. */
    public void opened(HttpConnection connection) {
        opened(connection, () -> {});
    }

    /**
     * Called on the connection's event loop.
     *
     * @param closed runs when the connection has been closed
     */
    public void opened(HttpConnection connection, Runnable closed) {
        SSLSession session = connection.sslSession();
        open.put(connection, true);
        long ends = end(session)
                .map(end -> vertx.setTimer(untilThen(end), _ -> letGo(connection)))
                .orElse(NO_TIMER);
        connection.closeHandler(_ -> {
            open.remove(connection);
            vertx.cancelTimer(ends);
            closed.run();
        });
        if (session != null) {
            session.invalidate();
        }
    }

    /** A certificate is dated in the handshake only; a connection does not outlive it. */
    private static Optional<Instant> end(@Nullable SSLSession session) {
        return TlsPeers.leaf(session).map(leaf -> leaf.getNotAfter().toInstant());
    }

    private static long untilThen(Instant end) {
        return Math.max(1, Duration.between(Instant.now(), end).toMillis());
    }

    /** The directory, the authorities or the revocation lists have changed. */
    public void recheck() {
        open.keySet().forEach(this::recheck);
    }

    /** A request was answered that its participant or certificate may make no more. */
    public void refused(HttpConnection connection) {
        vertx.setTimer(AFTER_ANSWER.toMillis(), _ -> letGo(connection));
    }

    public int count() {
        return open.size();
    }

    private void recheck(HttpConnection connection) {
        switch (judge.apply(connection.sslSession())) {
            case Stay.Welcome _ -> {}
            case Stay.Leaving(String peer, String reason) ->
                vertx.setTimer(farewell.toMillis(), _ -> {
                    if (open.containsKey(connection)
                            && !(judge.apply(connection.sslSession()) instanceof Stay.Welcome)) {
                        log(peer, reason);
                        letGo(connection);
                    }
                });
            case Stay.Gone(String peer, String reason) -> {
                log(peer, reason);
                var _ = connection.close();
            }
        }
    }

    private static void log(String peer, String reason) {
        LOG.atInfo().addKeyValue("peer", peer).addKeyValue("reason", reason).log("connection closed");
    }

    /** What is being answered may still be answered. */
    private static void letGo(HttpConnection connection) {
        var _ = connection.shutdown(AFTER_ANSWER);
    }
}
