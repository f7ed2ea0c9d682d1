package org.harborlight.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.Http1ServerConfig;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerConfig;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.harborlight.service.QuietConnections;
import org.harborlight.service.tls.TlsListener;
import org.jspecify.annotations.Nullable;

/** The listener for submitters on one event loop. Stopping lets requests in flight come to their end. */
public final class GatewayVerticle extends VerticleBase {
    /** Longer than a request may wait for news. */
    private static final Duration IDLE = Duration.ofSeconds(NoticeStatusRoute.MAX_WAIT_SECONDS + 30);

    private static final Duration DRAIN = Duration.ofSeconds(10);
    private static final Duration HANDSHAKE = Duration.ofSeconds(10);
    private static final int FIRST = -1;
    private static final int MAX_HEADER_BYTES = 8 * 1024;

    private final Listener listener;
    private final GatewayParts parts;
    private final IntConsumer listening;
    private @Nullable HttpServer server;

    /**
     * Made once for each event loop.
     *
     * @param listening is told the port
     */
    public GatewayVerticle(Listener listener, GatewayParts parts, IntConsumer listening) {
        this.listener = listener;
        this.parts = parts;
        this.listening = listening;
    }

    /**
     * Where to listen, and with which certificate.
     *
     * @param quiet how long a connection may take to shake hands, and then go without a request
     */
    public record Listener(SocketAddress address, ServerSSLOptions tls, Duration quiet) {
        ServerSSLOptions boundedTls() {
            return tls.setSslHandshakeTimeout(Math.min(quiet.toMillis(), HANDSHAKE.toMillis()))
                    .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public Future<?> start() {
        HttpServer starting = TlsListener.of(
                vertx,
                new HttpServerConfig()
                        .setIdleTimeout(IDLE)
                        .setHandle100ContinueAutomatically(false)
                        .setHttp1Config(new Http1ServerConfig().setMaxHeaderSize(MAX_HEADER_BYTES)),
                listener.boundedTls());
        server = starting;
        QuietConnections quiet = new QuietConnections(vertx, listener.quiet());
        ProblemMapper problems = parts.problems();
        ConnectionGuard guard = new ConnectionGuard(vertx, parts.peers(), quiet, problems);
        Router router = parts.router(vertx);
        router.route().order(FIRST).handler(guard);
        return starting.connectionHandler(guard::opened)
                .invalidRequestHandler(problems::malformed)
                .requestHandler(router)
                .listen(listener.address())
                .onSuccess(listens -> listening.accept(listens.actualPort()));
    }

    @Override
    public Future<?> stop() {
        parts.status().waiting().close();
        return server == null ? Future.succeededFuture() : server.shutdown(DRAIN);
    }
}
