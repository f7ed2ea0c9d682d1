package org.harborlight.gateway;

import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.harborlight.gateway.http.GatewayParts;
import org.harborlight.gateway.http.GatewayVerticle;
import org.harborlight.service.tls.LiveTls;
import org.jspecify.annotations.Nullable;

/** The submitters' listener on every event loop, all on one port. Closing waits until requests in flight have ended. */
final class Listeners implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final GatewayConfig.Http http;
    private final LiveTls tls;
    private final GatewayParts parts;
    private final AtomicInteger port = new AtomicInteger();
    private @Nullable String deployment;

    Listeners(Vertx vertx, GatewayConfig.Http http, LiveTls tls, GatewayParts parts) {
        this.vertx = vertx;
        this.http = http;
        this.tls = tls;
        this.parts = parts;
    }

    /** Listens; returns the port. */
    int start() {
        // Port 0 would pick a free port for each event loop; a shared one is picked once for all of them.
        SocketAddress address = http.port() == 0
                ? SocketAddress.sharedRandomPort(1, http.host())
                : SocketAddress.inetSocketAddress(http.port(), http.host());
        GatewayVerticle.Listener listener = new GatewayVerticle.Listener(address, tls.serverOptions(), http.quiet());
        try {
            deployment = vertx.deployVerticle(
                            (Supplier<Deployable>) () -> new GatewayVerticle(listener, parts, port::set),
                            new DeploymentOptions().setInstances(http.eventLoops()))
                    .await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("the submitters' listener did not start", e);
        }
        return port.get();
    }

    @Override
    public void close() throws TimeoutException {
        if (deployment != null) {
            vertx.undeploy(deployment).await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }
}
