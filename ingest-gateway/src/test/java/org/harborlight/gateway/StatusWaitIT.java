package org.harborlight.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.harborlight.gateway.http.ProblemType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that wait for news of a notice, over real mutual TLS. */
@ExtendWith(GatewayExtension.class)
@Timeout(60)
final class StatusWaitIT {
    private static final String OLD = "{\"state\":\"being-routed\"}";
    private static final String NEW = "{\"state\":\"with-desks\"}";
    private static final Duration LONG = Duration.ofSeconds(15);

    private final RunningGateway running;
    private final String noticeId = UUID.randomUUID().toString();
    private TestClient client;
    private String submitterId;

    StatusWaitIT(RunningGateway running) {
        this.running = running;
        this.client = running.client;
        this.submitterId = RunningGateway.SUBMITTER;
    }

    /** A submitter of its own each time, since how many may wait is counted by submitter. */
    @BeforeEach
    void join() {
        submitterId = "waits-" + noticeId.substring(0, 8);
        client = running.join(submitterId, null);
    }

    @Test
    void shouldAnswerNotModifiedWhenTheTagIsNamedAndNobodyWaits() {
        reply(OLD);
        Answer first = status(0, null);
        String tag = first.header("etag").orElseThrow();

        Answer second = status(0, tag);

        assertThat(first.status()).isEqualTo(200);
        assertThat(second.status()).isEqualTo(304);
        assertThat(second.text()).isEmpty();
        assertThat(second.header("etag")).hasValue(tag);
        reply(NEW);
        assertThat(status(0, tag).text()).isEqualTo(NEW);
    }

    @Test
    void shouldAnswerAtOnceWhenThereIsNewsAlready() {
        reply(NEW);

        assertThat(status(60, null).text()).isEqualTo(NEW);
        assertThat(status(60, "\"of-something-else\"").text()).isEqualTo(NEW);
        assertThat(asked()).isEqualTo(2);
    }

    @Test
    void shouldAnswerAsSoonAsTheTimelineChangesWhenWaiting() {
        reply(OLD);
        String tag = status(0, null).header("etag").orElseThrow();
        CompletableFuture<Answer> waiting = CompletableFuture.supplyAsync(() -> status(30, tag));
        await().atMost(LONG).until(() -> asked() >= 3);
        assertThat(waiting).isNotDone();

        reply(NEW);

        assertThat(waiting).succeedsWithin(LONG).satisfies(answer -> {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text()).isEqualTo(NEW);
        });
    }

    @Test
    void shouldAnswerAsSoonAsTheNoticeIsKnownWhenWaiting() {
        CompletableFuture<Answer> waiting = CompletableFuture.supplyAsync(() -> status(30, null));
        await().atMost(LONG).until(() -> asked() >= 2);

        reply(NEW);

        assertThat(waiting).succeedsWithin(LONG).extracting(Answer::text).isEqualTo(NEW);
    }

    @Test
    void shouldAnswerNoNewsWhenTheTimeIsOver() {
        long startedAt = System.nanoTime();
        status(1, null).assertProblem(ProblemType.NOT_YET_KNOWN);
        reply(OLD);
        String tag = status(0, null).header("etag").orElseThrow();

        Answer unchanged = status(1, tag);

        assertThat(unchanged.status()).isEqualTo(304);
        assertThat(Duration.ofNanos(System.nanoTime() - startedAt)).isGreaterThan(Duration.ofSeconds(2));
    }

    @Test
    void shouldNotAskTheLedgerMoreOftenThanEveryQuarterSecond() {
        status(2, null).assertProblem(ProblemType.NOT_YET_KNOWN);

        assertThat(asked()).isBetween(3, 9);
    }

    @Test
    void shouldAnswerUnavailableWhenTheLedgerFailsMeanwhile() {
        CompletableFuture<Answer> waiting = CompletableFuture.supplyAsync(() -> status(30, null));
        await().atMost(LONG).until(() -> asked() >= 2);

        running.ledger.reply(submitterId, noticeId, 503, "{}");

        assertThat(waiting).succeedsWithin(LONG).satisfies(answer -> answer.assertProblem(ProblemType.UNAVAILABLE));
    }

    @Test
    void shouldGiveThePlaceBackWhenTheCallerHangsUp() throws IOException {
        for (int i = 0; i < RunningGateway.WAITING; i++) {
            try (RawConnection connection = client.raw()) {
                int before = asked();
                connection.send("GET /v1/notices/" + noticeId + "?wait=60 HTTP/1.1\r\nHost: localhost\r\n\r\n");
                await().atMost(LONG).until(() -> asked() > before + 1);
            }
        }

        await().atMost(LONG).until(() -> status(1, null).status() == 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"61", "-1", "1.5", "", "1&wait=1"})
    void shouldRefuseWhenTheWaitIsOutOfRange(String wait) {
        client.get("/v1/notices/" + noticeId + "?wait=" + wait).assertProblem(ProblemType.INVALID_PARAMETER);
    }

    private Answer status(int wait, @Nullable String tag) {
        return client.send("/v1/notices/" + noticeId + "?wait=" + wait, request -> {
            request.GET().timeout(Duration.ofSeconds(50));
            if (tag != null) {
                request.header("If-None-Match", tag);
            }
        });
    }

    private void reply(String body) {
        running.ledger.reply(submitterId, noticeId, 200, body);
    }

    private int asked() {
        return running.ledger.asked(noticeId).size();
    }
}
