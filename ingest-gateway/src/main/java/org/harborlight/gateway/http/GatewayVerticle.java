package org.harborlight.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.Http1ServerConfig;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerConfig;
import io.vertx.core.net.ServerSSLOptions;
import java.time.Duration;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** The listener for submitters on one event loop. Stopping lets requests in flight come to their end. */
public final class GatewayVerticle extends VerticleBase {
    private static final Duration IDLE = Duration.ofSeconds(60);
    private static final Duration DRAIN = Duration.ofSeconds(10);
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

    /** Where to listen; port 0 picks a free one. */
    public record Listener(String host, int port, ServerSSLOptions tls) {}

    @Override
    public Future<?> start() {
        HttpServer starting = vertx.createHttpServer(
                new HttpServerConfig()
                        .setHost(listener.host())
                        .setPort(listener.port())
                        .setIdleTimeout(IDLE)
                        .setHandle100ContinueAutomatically(false)
                        .setHttp1Config(new Http1ServerConfig().setMaxHeaderSize(MAX_HEADER_BYTES)),
                listener.tls());
        server = starting;
        return starting.connectionHandler(parts.peers().connections()::opened)
                .requestHandler(parts.router(vertx))
                .listen()
                .onSuccess(listens -> listening.accept(listens.actualPort()));
    }

    @Override
    public Future<?> stop() {
        return server == null ? Future.succeededFuture() : server.shutdown(DRAIN);
    }
}
