package org.harborlight.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.harborlight.gateway.status.LedgerAnswer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That a stream ends, and gives back what it holds, whatever the ledger answers. */
final class TimelineStreamTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final LedgerAnswer FIRST =
            known("{\"state\":\"held\",\"timeline\":[{\"at\":\"2026-11-26T10:00:00Z\",\"event\":\"accepted\"}]}");

    private final Vertx vertx = Vertx.vertx();
    private final AtomicBoolean closed = new AtomicBoolean();

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @ParameterizedTest
    @ValueSource(strings = {"no JSON", "[]", "{\"timeline\":[1]}", "{\"timeline\":7}"})
    void shouldFailAndCloseTheResponseWhenALaterAnswerIsNotWhatItShouldBe(String later) {
        Future<Void> ended = follow(FIRST, known(later));

        assertThat(ended.toCompletionStage().toCompletableFuture()).failsWithin(Duration.ofSeconds(5));
        assertThat(closed).isTrue();
    }

    @Test
    void shouldFailAndCloseTheResponseWhenTheFirstAnswerIsNotWhatItShouldBe() {
        Future<Void> ended = follow(known("[]"), FIRST);

        assertThat(ended.toCompletionStage().toCompletableFuture()).failsWithin(Duration.ofSeconds(5));
        assertThat(closed).isTrue();
    }

    @Test
    void shouldEndWhenTheLedgerCannotBeReached() {
        Future<Void> ended = follow(FIRST, new LedgerAnswer.Unreachable());

        assertThat(ended.toCompletionStage().toCompletableFuture()).succeedsWithin(Duration.ofSeconds(5));
        assertThat(closed).isTrue();
    }

    private Future<Void> follow(LedgerAnswer first, LedgerAnswer later) {
        TimelineStream stream = new TimelineStream(
                vertx,
                EventStream.open(response(), LONG),
                SeenEvents.named(null),
                () -> Future.succeededFuture(later),
                () -> false,
                LONG);
        Promise<Void> ended = Promise.promise();
        vertx.runOnContext(_ -> stream.follow(first, LONG).onComplete(ended));
        return ended.future();
    }

    private static LedgerAnswer known(String json) {
        return new LedgerAnswer.Known(Buffer.buffer(json));
    }

    /** Takes everything, and knows whether it was ended. */
    private HttpServerResponse response() {
        return (HttpServerResponse) Proxy.newProxyInstance(
                HttpServerResponse.class.getClassLoader(),
                new Class<?>[] {HttpServerResponse.class},
                (proxy, method, _) -> switch (method.getName()) {
                    case "ended", "closed" -> closed.get();
                    case "write" -> Future.succeededFuture();
                    case "end" -> {
                        closed.set(true);
                        yield Future.succeededFuture();
                    }
                    default -> proxy;
                });
    }
}
