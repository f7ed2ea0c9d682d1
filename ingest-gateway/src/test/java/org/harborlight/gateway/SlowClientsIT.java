package org.harborlight.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;
import org.harborlight.schemas.tls.SlowClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Clients that hold connections and ask for nothing, or never come to an end: cut off in time, and nobody waits for them. */
@ExtendWith(GatewayExtension.class)
@Timeout(60)
final class SlowClientsIT {
    private static final int OF_EACH_KIND = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RunningGateway running;

    SlowClientsIT(RunningGateway running) {
        this.running = running;
    }

    @Test
    void shouldCutOffWhoHoldsConnectionsAndServeOthersMeanwhile() throws Exception {
        GatewayConfig config = running.exchange.config(
                running.ledger.url(), Map.of("http.quiet.timeout.ms", "2000", "http.body.timeout.ms", "500"));
        SSLContext tls = running.tls(running.exchange.certificate(RunningGateway.SUBMITTER));
        try (Gateway gateway = Gateway.start(config);
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            awaitServing(tls, gateway);

            List<Future<Duration>> held = new ArrayList<>();
            for (int i = 0; i < OF_EACH_KIND; i++) {
                slow(tls, gateway.port()).forEach(client -> held.add(clients.submit(client)));
            }
            do {
                assertServed(tls, gateway);
            } while (!held.stream().allMatch(Future::isDone));

            for (Future<Duration> one : held) {
                assertThat(one.get()).isLessThan(Duration.ofSeconds(15));
            }
        }
    }

    /** Who reuses a connection in the moment of its end cannot tell whether the request arrived. */
    @Test
    void shouldTellHowLongAConnectionMayLieIdle() {
        SSLContext tls = running.tls(running.exchange.certificate(RunningGateway.SUBMITTER));
        GatewayConfig config = running.exchange.config(running.ledger.url(), Map.of("http.quiet.timeout.ms", "30000"));
        try (Gateway gateway = Gateway.start(config);
                TestClient client = new TestClient(tls, gateway.port())) {
            awaitServing(tls, gateway);

            Answer first = client.send("/v1/keys", request -> request.version(HttpClient.Version.HTTP_1_1));
            Answer second = client.get("/v1/keys");

            assertThat(first.status()).isEqualTo(200);
            assertThat(first.header("keep-alive")).contains("timeout=25");
            assertThat(second.status()).isEqualTo(200);
            assertThat(second.header("keep-alive")).isEmpty();
        }
    }

    private static List<SlowClient> slow(SSLContext tls, int port) {
        SlowClient.Connecting bare = () -> new Socket(InetAddress.getLoopbackAddress(), port);
        SlowClient.Connecting secure = () -> tls.getSocketFactory().createSocket("127.0.0.1", port);
        String head = "GET /v1/keys HTTP/1.1\r\nHost: localhost\r\n";
        return List.of(
                new SlowClient(bare, "", ""),
                new SlowClient(bare, "\u0016\u0003\u0001", ""),
                new SlowClient(secure, "G", ""),
                new SlowClient(secure, head + "X-Filler: ", "a"),
                new SlowClient(secure, head + "\r\n", ""),
                new SlowClient(secure, Provocations.head("Content-Length: 100000"), "a"),
                new SlowClient(secure, Provocations.head("Transfer-Encoding: chunked"), "1\r\na\r\n"));
    }

    /** A connection of its own each time, as one that was just cut off. */
    private void assertServed(SSLContext tls, Gateway gateway) {
        try (TestClient client = new TestClient(tls, gateway.port())) {
            TestNotices notices = running.exchange.notices;
            assertThat(client.submit(notices.bare(notices.standard(RunningGateway.SUBMITTER)))
                            .status())
                    .isEqualTo(202);
        }
    }

    private void awaitServing(SSLContext tls, Gateway gateway) {
        try (TestClient client = new TestClient(tls, gateway.port())) {
            TestNotices notices = running.exchange.notices;
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> client.submit(notices.bare(notices.standard(RunningGateway.SUBMITTER)))
                                    .status()
                            == 202);
        }
    }
}
