package org.harborlight.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.harborlight.gateway.http.ProblemType;
import org.harborlight.schemas.SignedNotice;
import org.harborlight.schemas.Topics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The gateway's clock is set wrong while it runs, against real brokers, whose clock is right. */
final class ClockJumpIT {
    private static final String REASON = "clock-differs-from-brokers";
    private static final Duration SOON = Duration.ofSeconds(5);
    /** Between two canaries nothing is compared anew, so that what shows at once shows without one. */
    private static final Map<String, String> SELDOM = Map.of("publish.canary.interval.ms", "20000");

    private final AtomicReference<Duration> off = new AtomicReference<>(Duration.ZERO);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"PT-2H", "PT2H", "P-40D", "P400D"})
    void shouldRefuseNothingForGoodWhileItsClockIsWrong(Duration jump) throws Exception {
        try (RunningGateway running = start()) {
            running.awaitReady();
            assertThat(running.client.submit(notice(running)).status()).isEqualTo(202);
            SignedNotice meanwhile = notice(running);

            off.set(jump);

            running.client.submit(meanwhile).assertProblem(ProblemType.UNAVAILABLE);
            assertThat(running.ready().statusCode()).isEqualTo(503);
            assertThat(running.readiness().getJsonArray("reasons")).contains(REASON);
            running.client.submit(meanwhile).assertProblem(ProblemType.UNAVAILABLE);
            running.client.get("/v1/keys").assertProblem(ProblemType.UNAVAILABLE);

            off.set(Duration.ZERO);

            await().atMost(SOON).until(() -> running.client.submit(meanwhile).status() == 202);
            running.awaitReady();
        }
    }

    @Test
    void shouldNotBeginWhileItsClockIsWrong() throws Exception {
        off.set(Duration.ofDays(-1));
        try (RunningGateway running = start()) {
            await().atMost(RunningGateway.PATIENCE)
                    .untilAsserted(() -> assertThat(running.readiness().getJsonArray("reasons"))
                            .contains(REASON)
                            .doesNotContain("brokers-not-answering", "directory-not-loaded"));
            running.client.submit(notice(running)).assertProblem(ProblemType.UNAVAILABLE);

            off.set(Duration.ZERO);

            running.awaitReady();
        }
    }

    @Test
    void shouldNotRefuseForGoodWhatCameWhileItsClockWasSet() throws Exception {
        try (RunningGateway running = start()) {
            running.awaitReady();
            String body = new String(TestNotices.body(notice(running)), StandardCharsets.ISO_8859_1);
            int half = body.length() / 2;
            try (RawConnection slow = new RawConnection(
                    running.tls(running.exchange.certificate(RunningGateway.SUBMITTER)), running.gateway.port())) {
                slow.send(Provocations.head("Content-Length: " + body.length()) + body.substring(0, half));
                await().atMost(RunningGateway.PATIENCE)
                        .until(() -> running.metrics()
                                .lines()
                                .anyMatch(line -> line.startsWith("harborlight_gateway_in_flight_records 1")));

                off.set(Duration.ofDays(-1));
                slow.send(body.substring(half));

                slow.answer().assertProblem(ProblemType.UNAVAILABLE);
            }
        }
    }

    /** As in an exchange that was made before the brokers dated canaries. */
    @Test
    void shouldWarnThatNothingIsComparedWhereTheBrokersDateNothing() throws Exception {
        TestExchange exchange = new TestExchange(folder);
        exchange.topics.leaveUndated(Topics.CANARY);
        try (RunningGateway running = RunningGateway.start(exchange, Map.of(), this::now)) {
            await().atMost(RunningGateway.PATIENCE)
                    .untilAsserted(() -> assertThat(running.readiness().getJsonArray("warnings"))
                            .contains("canary-not-dated-by-brokers"));

            off.set(Duration.ofHours(-2));

            assertThat(running.readiness().getJsonArray("reasons")).doesNotContain(REASON);
        }
    }

    private RunningGateway start() throws IOException {
        return RunningGateway.start(new TestExchange(folder), SELDOM, this::now);
    }

    private Instant now() {
        return Instant.now().plus(off.get());
    }

    private static SignedNotice notice(RunningGateway running) {
        return running.exchange.notices.sealed(running.exchange.notices.standard(RunningGateway.SUBMITTER));
    }
}
