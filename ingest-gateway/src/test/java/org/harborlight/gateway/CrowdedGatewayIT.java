package org.harborlight.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where there is no room, the refusal does not come at once, and room that becomes free is taken. */
@ExtendWith(GatewayExtension.class)
@Timeout(60)
final class CrowdedGatewayIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration DELAY = Duration.ofMillis(700);

    private final RunningGateway running;

    CrowdedGatewayIT(RunningGateway running) {
        this.running = running;
    }

    @Test
    void shouldHoldRefusalsBackWhenThereIsNoRoom() throws IOException {
        GatewayConfig config = running.exchange.config(
                running.ledger.url(),
                Map.of(
                        "admission.records",
                        "2",
                        "admission.refusal.delay.ms",
                        Long.toString(DELAY.toMillis()),
                        "http.body.timeout.ms",
                        "60000"));
        SSLContext tls = running.tls(running.exchange.certificate(RunningGateway.SUBMITTER));
        try (Gateway gateway = Gateway.start(config);
                TestClient client = new TestClient(tls, gateway.port())) {
            await().atMost(PATIENCE)
                    .ignoreException(UncheckedIOException.class)
                    .until(() -> submit(client).status() == 202);
            try (RawConnection first = halfSent(tls, gateway);
                    RawConnection second = halfSent(tls, gateway)) {
                await().atMost(PATIENCE).untilAsserted(() -> assertRefusedLate(client));
                assertThat(first.server()).isEqualTo(second.server());
            }
            await().atMost(PATIENCE).until(() -> submit(client).status() == 202);
        }
    }

    private void assertRefusedLate(TestClient client) {
        long before = System.nanoTime();
        Answer refused = submit(client);
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.headers()).containsEntry("retry-after", "2");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(DELAY);
    }

    /** A request that holds its room until its connection ends: its body does not come to an end. */
    private static RawConnection halfSent(SSLContext tls, Gateway gateway) throws IOException {
        RawConnection connection = new RawConnection(tls, gateway.port());
        connection.send(Provocations.head("Content-Length: 1000") + "a");
        return connection;
    }

    private Answer submit(TestClient client) {
        TestNotices notices = running.exchange.notices;
        return client.submit(notices.bare(notices.standard(RunningGateway.SUBMITTER)));
    }
}
