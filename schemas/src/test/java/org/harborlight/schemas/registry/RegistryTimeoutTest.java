package org.harborlight.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class RegistryTimeoutTest {
    @Test
    void shouldAskOnceMoreWhenAnAnswerIsLost() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            server.setExecutor(threads);
            server.createContext("/subjects", exchange -> {
                if (asked.incrementAndGet() > 1) {
                    byte[] body = "[\"a\"]".getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().add("Content-Type", "application/json");
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                }
            });
            server.start();
            SchemaRegistry registry = new SchemaRegistry(
                    "http://127.0.0.1:" + server.getAddress().getPort(), Map.of("http.read.timeout.ms", "2000"));

            assertThat(registry.subjects()).containsExactly("a");
            assertThat(asked).hasValue(2);
            server.stop(0);
        }
    }
}
