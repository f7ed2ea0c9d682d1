package org.harborlight.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.harborlight.gateway.http.ProblemType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The gateway accepts nothing while nobody could verify its receipts. */
@Timeout(60)
final class ReceiptKeyIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void shouldAcceptOnlyWhileItsReceiptKeyIsInTheDirectory(@TempDir Path folder) throws Exception {
        try (RunningGateway running = RunningGateway.startReady(folder)) {
            running.exchange.publishKeys(running.exchange.keys.exchangeWithoutReceiptKey());
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(running.readiness().getJsonArray("reasons"))
                            .containsExactly("receipt-key-not-in-directory"));
            assertThat(running.ready().statusCode()).isEqualTo(503);
            assertThat(submit(running).assertProblem(ProblemType.UNAVAILABLE).retryAfter())
                    .isPositive();

            running.exchange.publishKeys(running.exchange.keys.exchange());
            running.awaitReady();
            assertThat(submit(running).status()).isEqualTo(202);
        }
    }

    private static Answer submit(RunningGateway running) {
        TestNotices notices = running.exchange.notices;
        return running.client.submit(notices.sealed(notices.standard(RunningGateway.SUBMITTER)));
    }
}
