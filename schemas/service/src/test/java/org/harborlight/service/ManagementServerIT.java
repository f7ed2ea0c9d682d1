package org.harborlight.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ManagementServerIT {
    private final Vertx vertx = Vertx.vertx();
    private final AtomicBoolean loaded = new AtomicBoolean();
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Readiness readiness = new Readiness();
    private final ManagementServer server = new ManagementServer(
            vertx,
            "127.0.0.1",
            0,
            readiness,
            metrics,
            Map.of("/topology", context -> context.response().end("drawn")));
    private int port;

    @BeforeEach
    void start() {
        readiness.require("directory-not-loaded", loaded::get);
        port = server.start();
    }

    @AfterEach
    void stop() {
        server.close();
        vertx.close().await();
    }

    @Test
    void shouldSayWhyWhenNotReady() throws Exception {
        assertThat(get("/ready").statusCode()).isEqualTo(503);
        assertThat(get("/ready").body()).contains("directory-not-loaded");

        loaded.set(true);
        readiness.warn("crl-overdue", () -> false);
        assertThat(get("/ready").statusCode()).isEqualTo(200);
        assertThat(get("/ready").body()).contains("\"warnings\":[\"crl-overdue\"]");
    }

    @Test
    void shouldServeMetricsAndWhatTheServiceAddsWhenAsked() throws Exception {
        metrics.counter("harborlight.test").increment();

        assertThat(get("/live").statusCode()).isEqualTo(200);
        assertThat(get("/metrics").body()).contains("harborlight_test_total 1.0");
        assertThat(get("/topology").body()).isEqualTo("drawn");
        assertThat(get("/other").statusCode()).isEqualTo(404);
    }

    @Test
    void shouldNotUpgradeWhenAskedForHttp2() throws Exception {
        assertThat(get("/live").version()).isEqualTo(HttpClient.Version.HTTP_1_1);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
