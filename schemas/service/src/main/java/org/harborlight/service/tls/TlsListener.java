package org.harborlight.service.tls;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerConfig;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.net.ServerSSLOptions;

/**
 * HTTP over mutual TLS, where what a handshake computes runs beside the event loops, on as many threads as
 * {@link org.harborlight.service.EventLoops} gives to that: whoever opens very many connections holds up those who open some,
 * but not the requests on connections that are open. Stateless.
 */
public final class TlsListener {
    private TlsListener() {}

    /** Not listening yet. */
    public static HttpServer of(Vertx vertx, HttpServerConfig http, ServerSSLOptions tls) {
        return vertx.httpServerBuilder()
                .with(http)
                .with(tls)
                .with(new JdkSSLEngineOptions().setUseWorkerThread(true))
                .build();
    }
}
