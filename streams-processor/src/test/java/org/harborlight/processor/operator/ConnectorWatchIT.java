package org.harborlight.processor.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of the answers of a connector's management port, over a socket. */
final class ConnectorWatchIT {
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void shouldTellWhatIsNotAsItShouldBe() {
        show(
                "/breakers",
                "[{\"partner\":\"police-de\",\"lane\":\"urgent\",\"state\":\"open\"},{\"state\":\"closed\"}]");
        show("/overdue", "[{\"partner\":\"police-de\",\"lane\":\"urgent\",\"reason\":\"not-read\",\"count\":3}]");

        show(
                "/webhooks",
                "[{\"submitter\":\"chat\",\"phase\":\"failing\",\"oldest\":\"2026-11-26T10:00:00Z\",\"pending\":2},"
                        + "{\"submitter\":\"games\",\"phase\":\"running\",\"pending\":0}]");

        HealthFacts.Connectors seen = look();

        assertThat(seen.breakers()).containsExactly(new HealthFacts.Breaker("police-de/urgent", "open"));
        assertThat(seen.overdue()).containsExactly(new HealthFacts.Overdue("police-de/urgent", "not-read", 3));
        assertThat(seen.webhooks())
                .containsExactly(new HealthFacts.Webhook(
                        "chat", "failing", Optional.of(Instant.parse("2026-11-26T10:00:00Z")), Optional.empty()));
        assertThat(seen.silent()).isEmpty();
    }

    @Test
    void shouldNameAnOlderConnectorThatKnowsNothingOfOverdueDeliveries() {
        show("/breakers", "[]");

        HealthFacts.Connectors seen = look();

        assertThat(seen.breakers()).isEmpty();
        assertThat(seen.silent()).containsExactly(authority());
    }

    @Test
    void shouldNameAConnectorThatIsDown() {
        server.stop(0);

        HealthFacts.Connectors seen = look();

        assertThat(seen.breakers()).containsExactly(new HealthFacts.Breaker(authority(), "does not answer"));
        assertThat(seen.silent()).containsExactly(authority());
    }

    @Test
    void shouldAskNothingElseOfAConnectorThatDoesNotShowItsBreakers() {
        Set<String> asked = ConcurrentHashMap.newKeySet();
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(500, -1);
            exchange.close();
        });

        HealthFacts.Connectors seen = look();

        assertThat(asked).containsExactly("/breakers");
        assertThat(seen.breakers()).containsExactly(new HealthFacts.Breaker(authority(), "does not answer"));
        assertThat(seen.silent()).containsExactly(authority());
    }

    /** One after the other they would take longer than whoever asks for health waits. */
    @Test
    @Timeout(value = 12, unit = TimeUnit.SECONDS)
    void shouldWaitForAllSilentConnectorsAtOnce() throws IOException {
        show("/breakers", "[{\"partner\":\"police-de\",\"lane\":\"urgent\",\"state\":\"open\"}]");
        show("/overdue", "[]");
        show("/webhooks", "[]");
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String quiet = "127.0.0.1:" + silent.getLocalPort();
            List<URI> connectors = new ArrayList<>(Collections.nCopies(8, URI.create("http://" + quiet)));
            connectors.add(URI.create("http://" + authority()));

            HealthFacts.Connectors seen = look(connectors);

            assertThat(seen.silent()).hasSize(8).containsOnly(quiet);
            assertThat(seen.breakers())
                    .hasSize(9)
                    .contains(new HealthFacts.Breaker(quiet, "does not answer"))
                    .endsWith(new HealthFacts.Breaker("police-de/urgent", "open"));
        }
    }

    @Test
    @Timeout(value = 12, unit = TimeUnit.SECONDS)
    void shouldNotWaitForAnAnswerThatNeverEnds() {
        server.createContext("/breakers", exchange -> {
            exchange.sendResponseHeaders(200, 10);
            exchange.getResponseBody().write('[');
            exchange.getResponseBody().flush();
        });

        assertThat(look().silent()).containsExactly(authority());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[1]",
                "[null]",
                "[[]]",
                "[{\"state\":null,\"reason\":null}]",
                "[{\"state\":1,\"count\":\"1\"}, 2]",
                "{}",
                "null",
                "no JSON"
            })
    void shouldTakeWhatCannotBeReadAsNoAnswer(String body) {
        show("/breakers", body);
        show("/overdue", body);
        show("/webhooks", body);

        HealthFacts.Connectors seen = look();

        assertThat(seen.breakers()).containsExactly(new HealthFacts.Breaker(authority(), "does not answer"));
        assertThat(seen.overdue()).isEmpty();
        assertThat(seen.webhooks()).isEmpty();
        assertThat(seen.silent()).containsExactly(authority());
    }

    private HealthFacts.Connectors look() {
        return look(List.of(URI.create("http://" + authority())));
    }

    private static HealthFacts.Connectors look(List<URI> connectors) {
        try (ConnectorWatch watch = new ConnectorWatch(connectors)) {
            return watch.look().orElseThrow();
        }
    }

    private String authority() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    private void show(String path, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        server.createContext(path, exchange -> {
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }
}
