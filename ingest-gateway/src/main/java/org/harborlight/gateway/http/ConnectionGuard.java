package org.harborlight.gateway.http;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import org.harborlight.gateway.tls.Peers;
import org.harborlight.service.QuietConnections;

/**
 * Watches over the connections of one event loop: the first request on one that is more than its submitter may open is
 * refused and hears why, and the connection ends soon, with or without a request.
 */
final class ConnectionGuard implements Handler<RoutingContext> {
    /** In which the first request arrives where a client meant to send one. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final Peers peers;
    private final QuietConnections quiet;
    private final ProblemMapper problems;

    ConnectionGuard(Vertx vertx, Peers peers, QuietConnections quiet, ProblemMapper problems) {
        this.vertx = vertx;
        this.peers = peers;
        this.quiet = quiet;
        this.problems = problems;
    }

    void opened(HttpConnection connection) {
        peers.connections().opened(connection, peers.shares().opened(connection));
        if (peers.shares().isExcess(connection)) {
            vertx.setTimer(GRACE.toMillis(), _ -> {
                var _ = connection.shutdown(GRACE);
            });
        }
        quiet.opened(connection);
    }

    /** The first handler of its route. */
    @Override
    public void handle(RoutingContext context) {
        if (peers.shares().isExcess(context.request().connection())) {
            problems.answer(context, Problem.retryable(ProblemType.TOO_MANY_CONNECTIONS, ProblemMapper.RETRY_SOON));
        } else {
            quiet.handle(context);
        }
    }
}
