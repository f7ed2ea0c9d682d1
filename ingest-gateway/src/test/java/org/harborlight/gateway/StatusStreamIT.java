package org.harborlight.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.harborlight.gateway.http.ProblemType;
import org.harborlight.schemas.ParticipantStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The timeline of a notice as a stream of events, over real mutual TLS. */
@ExtendWith(GatewayExtension.class)
@Timeout(60)
final class StatusStreamIT {
    private static final Duration LONG = Duration.ofSeconds(15);

    private final RunningGateway running;
    private final String noticeId = UUID.randomUUID().toString();
    private TestClient client;
    private String submitterId;

    StatusStreamIT(RunningGateway running) {
        this.running = running;
        this.client = running.client;
        this.submitterId = RunningGateway.SUBMITTER;
    }

    /** A submitter of its own each time, since how many may listen is counted by submitter. */
    @BeforeEach
    void join() {
        submitterId = "listens-" + noticeId.substring(0, 8);
        client = running.join(submitterId, null);
    }

    @Test
    void shouldSendEachEntryOnceAsTheTimelineGrows() {
        try (EventListener listener = client.listen(noticeId, null)) {
            assertThat(listener.head().statusCode()).isEqualTo(200);
            assertThat(listener.head().headers().firstValue("content-type")).hasValue("text/event-stream");
            assertThat(listener.head().headers().firstValue("cache-control")).hasValue("no-store");
            listener.awaitHeartbeat();

            reply(false, "accepted", "routed");
            assertThat(listener.await(2)).containsExactly("accepted", "routed");
            reply(false, "accepted", "delivered", "routed");

            assertThat(listener.await(3)).containsExactly("accepted", "routed", "delivered");
            assertThat(listener.hasEnded()).isFalse();
            assertThat(listener.lines()).startsWith("retry: 2000");
        }
    }

    @Test
    void shouldEndWhenNothingCanComeAnyMore() {
        reply(true, "accepted", "held", "closed");
        EventListener listener = client.listen(noticeId, null);

        assertThat(listener.await(4)).containsExactly("accepted", "held", "closed", "final");
        listener.awaitEnd();

        EventListener again = client.listen(noticeId, listener.lastId());
        assertThat(again.head().statusCode()).isEqualTo(204);
    }

    @Test
    void shouldGoOnAtAnotherGatewayFromTheLastEvent() {
        reply(false, "accepted", "routed");
        String lastId;
        try (EventListener listener = client.listen(noticeId, null)) {
            listener.await(2);
            lastId = listener.lastId();
        }
        Map<String, String> changes = Map.of("status.stream.seconds", "1", "status.waiting.total", "1");
        try (Gateway another = Gateway.start(running.exchange.config(running.ledger.url(), changes));
                TestClient there =
                        new TestClient(running.tls(running.exchange.certificate(submitterId)), another.port())) {
            await().atMost(LONG).until(() -> there.get("/v1/keys").status() == 200);
            reply(false, "accepted", "delivered", "routed", "acknowledged");

            EventListener listener = there.listen(noticeId, lastId);

            assertThat(listener.await(2)).containsExactly("delivered", "acknowledged");
            there.get("/v1/notices/" + noticeId + "/events").assertProblem(ProblemType.UNAVAILABLE);
            listener.awaitEnd();
            assertThat(there.listen(noticeId, lastId).await(2)).containsExactly("delivered", "acknowledged");
        }
    }

    @Test
    void shouldRefuseWhenTheSubmitterListensTooOftenAndGiveThePlacesBack() {
        EventListener[] listeners = new EventListener[RunningGateway.WAITING];
        for (int i = 0; i < listeners.length; i++) {
            listeners[i] = client.listen(noticeId, null);
            assertThat(listeners[i].head().statusCode()).isEqualTo(200);
        }

        client.get("/v1/notices/" + noticeId + "/events").assertProblem(ProblemType.TOO_MANY_WAITING);
        for (EventListener listener : listeners) {
            listener.close();
        }

        await().atMost(LONG).until(() -> {
            try (EventListener next = client.listen(noticeId, null)) {
                return next.head().statusCode() == 200;
            }
        });
    }

    @ParameterizedTest
    @EnumSource(
            value = ParticipantStatus.class,
            names = {"SUSPENDED", "REVOKED"})
    void shouldEndWhenTheSubmitterIsNoLongerActive(ParticipantStatus status) {
        reply(false, "accepted");
        EventListener listener = client.listen(noticeId, null);
        listener.await(1);

        running.exchange.enter(submitterId, status, null);

        listener.awaitEnd();
        client.get("/v1/notices/" + noticeId + "/events").assertProblem(ProblemType.SUSPENDED);
    }

    @Test
    void shouldEndWhenTheLedgerCannotBeReached() {
        EventListener listener = client.listen(noticeId, null);
        listener.awaitHeartbeat();

        running.ledger.reply(submitterId, noticeId, 503, "{}");

        listener.awaitEnd();
        client.get("/v1/notices/" + noticeId + "/events").assertProblem(ProblemType.UNAVAILABLE);
    }

    @Test
    void shouldTellNobodyElseAnything() {
        reply(true, "accepted", "closed");

        running.client(RunningGateway.SUSPENDED)
                .get("/v1/notices/" + noticeId + "/events")
                .assertProblem(ProblemType.SUSPENDED);
        client.get("/v1/notices/" + TestNotices.CANARY + "/events").assertProblem(ProblemType.NOT_FOUND);
        try (EventListener foreign =
                running.client(RunningGateway.OTHER_SUBMITTER).listen(noticeId, null)) {
            foreign.awaitHeartbeat();
            assertThat(foreign.lines()).noneMatch(line -> line.startsWith("data"));
        }
    }

    private void reply(boolean last, String... events) {
        JsonArray timeline = new JsonArray();
        for (String event : events) {
            timeline.add(new JsonObject().put("at", "2026-11-26T10:00:00Z").put("event", event));
        }
        JsonObject status = new JsonObject()
                .put("state", last ? "closed" : "with-desks")
                .put("final", last)
                .put("timeline", timeline);
        running.ledger.reply(submitterId, noticeId, 200, status.encode());
    }
}
