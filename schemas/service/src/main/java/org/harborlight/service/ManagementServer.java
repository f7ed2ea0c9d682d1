package org.harborlight.service;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerConfig;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The operator's port of a service: {@code /live}, {@code /ready} with reasons, {@code /metrics} in the Prometheus text
 * format, and what the service adds. Plain HTTP, so it belongs on loopback or a closed network. Handlers that a service
 * adds run on the event loop.
 */
public final class ManagementServer implements AutoCloseable {
    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final long PATIENCE_SECONDS = 20;

    private final Vertx vertx;
    private final Readiness readiness;
    private final PrometheusMeterRegistry metrics;
    private final HttpServer server;

    public ManagementServer(
            Vertx vertx,
            String host,
            int port,
            Readiness readiness,
            PrometheusMeterRegistry metrics,
            Map<String, Handler<RoutingContext>> extra) {
        this.vertx = vertx;
        this.readiness = readiness;
        this.metrics = metrics;
        this.server = vertx.createHttpServer(new HttpServerConfig()
                .setHost(host)
                .setPort(port)
                // An upgrade to HTTP/2 in clear text, which the JDK's client asks for, breaks about 1 answer in 1,000.
                .setVersions(HttpVersion.HTTP_1_0, HttpVersion.HTTP_1_1)
                .setIdleTimeout(Duration.ofSeconds(30)));
        Router router = Router.router(vertx);
        router.get("/live").handler(context -> context.json(new JsonObject().put("live", true)));
        router.get("/ready").handler(this::ready);
        router.get("/metrics").handler(this::scrape);
        extra.forEach((path, handler) -> router.get(path).handler(handler));
        server.requestHandler(router);
    }

    /** Listens; returns the port, which matters when the configured one is 0. */
    public int start() {
        await(server.listen());
        return server.actualPort();
    }

    @Override
    public void close() {
        await(server.close());
    }

    private void ready(RoutingContext context) {
        List<String> missing = readiness.missing();
        context.response().setStatusCode(missing.isEmpty() ? 200 : 503);
        context.json(new JsonObject()
                .put("ready", missing.isEmpty())
                .put("reasons", new JsonArray(missing))
                .put("warnings", new JsonArray(readiness.warnings())));
    }

    private void scrape(RoutingContext context) {
        vertx.executeBlocking(() -> metrics.scrape(PROMETHEUS_TEXT))
                .onSuccess(text -> context.response()
                        .putHeader("content-type", PROMETHEUS_TEXT)
                        .end(text))
                .onFailure(context::fail);
    }

    private static void await(Future<?> future) {
        try {
            future.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("the management port does not answer", e);
        }
    }
}
