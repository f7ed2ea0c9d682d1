package org.harborlight.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.harborlight.gateway.http.ProblemType;
import org.harborlight.schemas.ParticipantLimits;
import org.harborlight.schemas.ParticipantStatus;
import org.harborlight.schemas.SignedNotice;
import org.harborlight.schemas.Topics;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The gateway from its start over an outage of the broker to its return; one gateway lives through all tests in order. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(60)
final class GatewayOutageIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(1);
    private static final String ONE_URGENT_AN_HOUR = "platform-one-urgent";

    private RunningGateway running;
    private SignedNotice urgent;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        TestExchange exchange = new TestExchange(folder);
        exchange.topics.shut(Topics.CANARY);
        exchange.enter(ONE_URGENT_AN_HOUR, ParticipantStatus.ACTIVE, new ParticipantLimits(1000, 1, null));
        running = RunningGateway.start(
                exchange,
                Map.of(
                        "publish.timeout.ms",
                        Long.toString(WRITE_TIMEOUT.toMillis()),
                        "publish.canary.interval.ms",
                        "500"));
        urgent = exchange.notices.sealed(exchange.notices.urgent(ONE_URGENT_AN_HOUR));
    }

    @AfterAll
    void stop() {
        running.close();
    }

    @Test
    @Order(1)
    void shouldNotBeReadyWhenNoCanaryWasEverAcknowledged() throws Exception {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(running.readiness().getJsonArray("reasons"))
                        .containsExactly("brokers-not-answering"));

        assertThat(running.ready().statusCode()).isEqualTo(503);
        assertThat(submit().retryAfter()).isPositive();
        assertThat(running.client.get("/v1/keys").status()).isEqualTo(200);
    }

    @Test
    @Order(2)
    void shouldBecomeReadyAndAcceptWhenACanaryIsAcknowledged() throws Exception {
        running.exchange.topics.reopen(Topics.CANARY);

        running.awaitReady();

        assertThat(running.readiness().getBoolean("ready")).isTrue();
        assertThat(running.client
                        .submit(running.exchange.notices.sealed(
                                running.exchange.notices.standard(RunningGateway.SUBMITTER)))
                        .status())
                .isEqualTo(202);
    }

    @Test
    @Order(3)
    void shouldAnswerWithinTheWriteTimeoutWhenTheBrokerIsGoneAndItIsNotYetKnown() {
        running.exchange.stopBroker();
        long startedAt = System.nanoTime();

        Answer answer = running.client(ONE_URGENT_AN_HOUR).submit(urgent);

        answer.assertProblem(ProblemType.UNAVAILABLE);
        assertThat(answer.retryAfter()).isPositive();
        assertThat(Duration.ofNanos(System.nanoTime() - startedAt)).isLessThan(WRITE_TIMEOUT.multipliedBy(5));
    }

    @Test
    @Order(4)
    void shouldAnswerAtOnceAndNotBeReadyWhenTheBrokerIsKnownToBeGone() throws Exception {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(running.ready().statusCode()).isEqualTo(503);
            assertThat(running.readiness().getJsonArray("reasons")).containsExactly("brokers-not-answering");
        });

        for (int i = 0; i < 20; i++) {
            long startedAt = System.nanoTime();
            assertThat(submit().retryAfter()).isPositive();
            assertThat(Duration.ofNanos(System.nanoTime() - startedAt)).isLessThan(Duration.ofSeconds(1));
        }
        assertThat(running.client.get("/v1/keys").status()).isEqualTo(200);
    }

    @Test
    @Order(5)
    void shouldAnswerUnavailableWhenTheLedgerIsUnreachable() {
        running.ledger.close();

        Answer answer = running.client.get("/v1/notices/" + UUID.randomUUID());

        answer.assertProblem(ProblemType.UNAVAILABLE);
        assertThat(answer.retryAfter()).isPositive();
    }

    @Test
    @Order(6)
    void shouldAcceptTheSameUrgentBytesWithinItsQuotaWhenTheBrokerIsBack() {
        running.exchange.startBroker();

        running.awaitReady();

        assertThat(running.client(ONE_URGENT_AN_HOUR).submit(urgent).status()).isEqualTo(202);
    }

    private Answer submit() {
        TestNotices notices = running.exchange.notices;
        return running.client
                .submit(notices.sealed(notices.standard(RunningGateway.SUBMITTER)))
                .assertProblem(ProblemType.UNAVAILABLE);
    }
}
