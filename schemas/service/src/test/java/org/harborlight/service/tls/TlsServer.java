package org.harborlight.service.tls;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerConfig;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A listener with the TLS under test, which answers who it takes the caller for. */
final class TlsServer implements AutoCloseable {
    final Vertx vertx = Vertx.vertx();
    final OpenConnections connections;
    private final HttpServer server;
    private volatile Stay stay = new Stay.Welcome();

    /** Without connections nothing makes their sessions unfit for resumption. */
    TlsServer(LiveTls tls, boolean forgetsSessions) {
        connections = new OpenConnections(
                vertx,
                session -> tls.peers().of(session) instanceof Peer.Revoked
                        ? new Stay.Gone("", "certificate-revoked")
                        : stay,
                Duration.ofMillis(500));
        server = TlsListener.of(
                vertx, new HttpServerConfig().setHost("127.0.0.1").setPort(0), tls.serverOptions());
        if (forgetsSessions) {
            server.connectionHandler(connections::opened);
        }
        server.requestHandler(request -> {
            var _ = request.response()
                    .end(tls.peers().of(request.sslSession()).getClass().getSimpleName());
        });
        wait(server.listen());
    }

    int port() {
        return server.actualPort();
    }

    /** What all connections are judged to be from now on. */
    void judge(Stay judged) {
        stay = judged;
        connections.recheck();
    }

    @Override
    public void close() {
        wait(vertx.close());
    }

    private static void wait(Future<?> future) {
        try {
            future.await(20, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }
}
