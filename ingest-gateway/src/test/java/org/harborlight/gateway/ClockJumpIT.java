package org.harborlight.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.harborlight.gateway.http.ProblemType;
import org.harborlight.schemas.SignedNotice;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The gateway's clock is set wrong while it runs, against real brokers, whose clock is right. */
final class ClockJumpIT {
    private static final String REASON = "clock-differs-from-brokers";
    private static final Duration SOON = Duration.ofSeconds(1);

    private final AtomicReference<Duration> off = new AtomicReference<>(Duration.ZERO);
    private RunningGateway running;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        running = RunningGateway.start(
                new TestExchange(folder), Map.of(), () -> Instant.now().plus(off.get()));
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-2H", "PT2H", "P-40D", "P400D"})
    void shouldRefuseNothingForGoodWhileItsClockIsWrong(Duration jump) throws Exception {
        running.awaitReady();
        assertThat(running.client.submit(notice()).status()).isEqualTo(202);
        SignedNotice meanwhile = notice();

        off.set(jump);

        running.client.submit(meanwhile).assertProblem(ProblemType.UNAVAILABLE);
        assertThat(running.ready().statusCode()).isEqualTo(503);
        assertThat(running.readiness().getJsonArray("reasons")).contains(REASON);
        running.client.submit(meanwhile).assertProblem(ProblemType.UNAVAILABLE);

        off.set(Duration.ZERO);

        await().atMost(SOON).until(() -> running.client.submit(meanwhile).status() == 202);
        running.awaitReady();
    }

    /** It was wrong before the first canary was acknowledged. */
    @Test
    void shouldNotBeginWhileItsClockIsWrong() throws Exception {
        off.set(Duration.ofDays(-1));
        await().atMost(RunningGateway.PATIENCE)
                .untilAsserted(() -> assertThat(running.readiness().getJsonArray("reasons"))
                        .contains(REASON)
                        .doesNotContain("brokers-not-answering", "directory-not-loaded"));

        running.client.submit(notice()).assertProblem(ProblemType.UNAVAILABLE);
        off.set(Duration.ZERO);

        running.awaitReady();
    }

    @Test
    void shouldNotRefuseForGoodWhatCameWhileItsClockWasSet() throws Exception {
        running.awaitReady();
        String body = new String(TestNotices.body(notice()), StandardCharsets.ISO_8859_1);
        int half = body.length() / 2;
        try (RawConnection slow = new RawConnection(
                running.tls(running.exchange.certificate(RunningGateway.SUBMITTER)), running.gateway.port())) {
            slow.send(Provocations.head("Content-Length: " + body.length()) + body.substring(0, half));
            await().atMost(RunningGateway.PATIENCE).until(this::holdsARequest);

            off.set(Duration.ofDays(-1));
            slow.send(body.substring(half));

            slow.answer().assertProblem(ProblemType.UNAVAILABLE);
        }
    }

    private boolean holdsARequest() throws Exception {
        return running.metrics().lines().anyMatch(line -> line.startsWith("harborlight_gateway_in_flight_records 1"));
    }

    private SignedNotice notice() {
        return running.exchange.notices.sealed(running.exchange.notices.standard(RunningGateway.SUBMITTER));
    }
}
