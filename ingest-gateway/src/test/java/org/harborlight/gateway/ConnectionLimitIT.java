package org.harborlight.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who opens more connections than one submitter may hears so on each of them, and takes no place from anybody. */
@ExtendWith(GatewayExtension.class)
@Timeout(60)
final class ConnectionLimitIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String REQUEST = "GET /v1/keys HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final String TOO_MANY = "urn:harborlight:problem:too-many-connections";

    private final RunningGateway running;

    ConnectionLimitIT(RunningGateway running) {
        this.running = running;
    }

    @Test
    void shouldRefuseAndCloseConnectionsBeyondTheLimitOfOneSubmitter() throws IOException {
        GatewayConfig config = running.exchange.config(running.ledger.url(), Map.of("http.connections.submitter", "2"));
        SSLContext tls = running.tls(running.exchange.certificate(RunningGateway.SUBMITTER));
        try (Gateway gateway = Gateway.start(config)) {
            awaitServed(tls, gateway);
            try (Socket first = connect(tls, gateway);
                    Socket second = connect(tls, gateway)) {
                assertThat(first.isConnected() && second.isConnected()).isTrue();
                await().atMost(PATIENCE)
                        .untilAsserted(
                                () -> assertThat(answer(tls, gateway)).contains(" 429 ", TOO_MANY, "retry-after"));
                assertSilentOneIsClosed(tls, gateway);
                assertOtherSubmitterIsServed(gateway);
            }
            awaitServed(tls, gateway);
        }
    }

    /** Another certificate of the same submitter does not help it. */
    private void assertSilentOneIsClosed(SSLContext tls, Gateway gateway) throws IOException {
        SSLContext another = running.tls(running.exchange.certificate(RunningGateway.SUBMITTER));
        assertThat(another).isNotSameAs(tls);
        try (Socket silent = connect(another, gateway)) {
            silent.setSoTimeout((int) PATIENCE.toMillis());
            assertThat(silent.getInputStream().read()).isNegative();
        }
    }

    private void assertOtherSubmitterIsServed(Gateway gateway) {
        SSLContext other = running.tls(running.exchange.certificate(RunningGateway.OTHER_SUBMITTER));
        try (TestClient client = new TestClient(other, gateway.port())) {
            assertThat(client.get("/v1/keys").status()).isEqualTo(200);
        }
    }

    private static void awaitServed(SSLContext tls, Gateway gateway) {
        await().atMost(PATIENCE).ignoreException(UncheckedIOException.class).until(() -> {
            try (TestClient client = new TestClient(tls, gateway.port())) {
                return client.get("/v1/keys").status() == 200;
            }
        });
    }

    private static Socket connect(SSLContext tls, Gateway gateway) throws IOException {
        SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket("127.0.0.1", gateway.port());
        socket.startHandshake();
        return socket;
    }

    /** Everything that comes until the gateway closes the connection. */
    private static String answer(SSLContext tls, Gateway gateway) throws IOException {
        try (Socket socket = connect(tls, gateway)) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
